/** Kubernetes quantities: `1.5Gi`, `500m`, `1e3`, `128974848`. */

export const QUANTITY_PATTERN = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';

const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const SHAPE = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/;

/** The value in base units, or undefined for what is not a quantity. */
export function tryQuantity(text: string | number | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = SHAPE.exec(String(text).trim());
  if (!match?.[1]) return undefined;
  const exponent = match[2] ? 10 ** Number(match[2].slice(1)) : 1;
  return Number(match[1]) * exponent * (SUFFIXES[match[3] ?? ''] ?? 1);
}

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
