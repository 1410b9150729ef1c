import { parseQuantity as tryQuantity } from '../../../contracts/quantity';

export const QUANTITY_PATTERN = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';

/** The value in base units; 0 for nothing and for what is not a quantity. */
export function parseQuantity(text: string | number | undefined): number {
  return tryQuantity(text) ?? 0;
}

/** Writes bytes in the biggest binary unit that loses nothing: `1536Mi`. */
export function formatBytes(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let value = Math.round(bytes);
  let unit = 0;
  while (value > 0 && value % 1024 === 0 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${units[unit]}`;
}
