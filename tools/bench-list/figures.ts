export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** A measured value, beside the least a plain script needs for the same, where there is such a script. */
export interface Figure {
  value: number;
  least?: number;
}

export type Figures = Record<string, Figure>;

const number = (value: number): string => value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });

function cells({ value, least }: Figure): [string, string] {
  if (least === undefined) return [number(value), ''];
  // Of a least of next to nothing a ratio says nothing.
  return [least < 0.5 ? number(value) : `${number(value)} (${number(value / least)} ×)`, number(least)];
}

/** One table: a row for each figure, for each size of fleet its value and the least. */
export function table(sizes: readonly number[], results: readonly Figures[]): string {
  const heads = sizes.flatMap((size) => [`${size} VMs`, 'least']);
  const lines = [`| the list of machines | ${heads.join(' | ')} |`, `|---|${heads.map(() => '---:').join('|')}|`];
  for (const name of Object.keys(results[0] ?? {})) {
    lines.push(`| ${name} | ${results.flatMap((result) => cells(result[name] ?? { value: NaN })).join(' | ')} |`);
  }
  return lines.join('\n');
}
