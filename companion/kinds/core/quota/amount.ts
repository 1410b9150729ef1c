import { parseQuantity } from '../../../../contracts/quantity';

/** A quantity that can be added without losing anything: thousandths, and whether it is written in powers of 1024. */
export interface Amount {
  milli: bigint;
  binary: boolean;
}

export type Amounts = Readonly<Record<string, Amount>>;

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
/** From here on a double does not tell thousandths apart. */
const EXACT_BELOW = 2 ** 43;

export const count = (value: number): Amount => ({ milli: BigInt(value) * 1000n, binary: false });

/** What a quantity says; undefined for what is none. */
export function amountOf(value: unknown): Amount | undefined {
  const number = parseQuantity(value);
  if (number === undefined) return undefined;
  const milli = Math.abs(number) < EXACT_BELOW ? BigInt(Math.ceil(number * 1000 - 1e-6)) : BigInt(Math.round(number)) * 1000n;
  return { milli, binary: typeof value === 'string' && /[KMGTPE]i$/.test(value) };
}

function scaled(value: bigint, step: bigint, units: readonly string[]): string {
  let rest = value;
  let unit = 0;
  while (rest !== 0n && rest % step === 0n && unit < units.length - 1) {
    rest /= step;
    unit += 1;
  }
  return `${rest}${units[unit]}`;
}

/** The canonical form of Kubernetes: `1Gi`, `1500m`, `2k`. */
export function formatAmount({ milli, binary }: Amount): string {
  if (milli % 1000n !== 0n) return `${milli}m`;
  const whole = milli / 1000n;
  if (whole === 0n) return '0';
  return binary ? scaled(whole, 1024n, BINARY) : scaled(whole, 1000n, DECIMAL);
}

/** The sum is written as the first that is not zero. */
export function plus(left: Amount, right: Amount): Amount {
  return { milli: left.milli + right.milli, binary: left.milli === 0n ? right.binary : left.binary };
}

const ZERO = count(0);

export function addAmounts(...all: readonly Amounts[]): Amounts {
  const sum: Record<string, Amount> = {};
  for (const amounts of all) for (const [name, amount] of Object.entries(amounts)) sum[name] = plus(sum[name] ?? ZERO, amount);
  return sum;
}

/** What is more than before, by name; nothing that became less. */
export function increase(after: Amounts, before: Amounts): Amounts {
  const grown = Object.entries(after).map(([name, { milli, binary }]) => [name, { milli: milli - (before[name] ?? ZERO).milli, binary }] as const);
  return Object.fromEntries(grown.filter(([, { milli }]) => milli > 0n));
}

/** Quantities of an object by name; what is none is left out. */
export function amountsOf(quantities: Iterable<readonly [string, unknown]>): Amounts {
  const out: Record<string, Amount> = {};
  for (const [name, value] of quantities) {
    const amount = amountOf(value);
    if (amount) out[name] = amount;
  }
  return out;
}
