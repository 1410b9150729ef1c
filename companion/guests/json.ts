import { isRecord } from '../lib/guards';

/** Readers for JSON that another program or a user wrote: the wrong shape reads as absent. */
export const objectAt = (value: unknown, key: string): Record<string, unknown> => {
  const part = isRecord(value) ? value[key] : undefined;
  return isRecord(part) ? part : {};
};

export const stringAt = (value: unknown, key: string): string | undefined => {
  const part = isRecord(value) ? value[key] : undefined;
  return typeof part === 'string' ? part : undefined;
};

export const numberAt = (value: unknown, key: string): number | undefined => {
  const part = isRecord(value) ? value[key] : undefined;
  return typeof part === 'number' ? part : undefined;
};

export const arrayAt = (value: unknown, key: string): unknown[] => {
  const part = isRecord(value) ? value[key] : undefined;
  return Array.isArray(part) ? part : [];
};
