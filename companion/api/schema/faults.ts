import type { StatusCause } from '../../../contracts/objects';

/** A value as kube-apiserver's field errors show it. */
export function shown(value: unknown): string {
  return JSON.stringify(value ?? null);
}

export const required = (field: string): StatusCause => ({ reason: 'FieldValueRequired', message: 'Required value', field });

export const invalidValue = (field: string, value: unknown, why: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}: ${why}`,
  field,
});

export const wrongType = (field: string, value: unknown, why: string): StatusCause => ({
  reason: 'FieldValueTypeInvalid',
  message: `Invalid value: ${shown(value)}: ${why}`,
  field,
});

export const notSupported = (field: string, value: unknown, allowed: readonly unknown[]): StatusCause => {
  const words = allowed.map((each) => (typeof each === 'string' ? JSON.stringify(each) : JSON.stringify(shown(each))));
  return { reason: 'FieldValueNotSupported', message: `Unsupported value: ${shown(value)}: supported values: ${words.join(', ')}`, field };
};

export const duplicate = (field: string, value: unknown): StatusCause => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
  field,
});

export const tooLong = (field: string, most: number): StatusCause => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${most} bytes`,
  field,
});

export const tooMany = (field: string, found: number, most: number): StatusCause => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${found}: must have at most ${most} items`,
  field,
});

/** `object`, `integer` … as OpenAPI names the type of a JSON value. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
