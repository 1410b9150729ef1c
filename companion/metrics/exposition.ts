/** Label values; an empty value is the same as no label, as in Prometheus. */
export type Labels = Record<string, string>;

/** Adds one sample to a metric. */
export type Sampler = (labels: Labels, value: number) => void;

const PIECE = 500;

type MetricType = 'gauge' | 'counter' | 'histogram';

const escapeValue = (text: string) => text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));

function labelText(labels: Labels): string {
  let text = '';
  for (const name in labels) {
    const value = labels[name];
    if (value) text += `${text ? ',' : ''}${name}="${escapeValue(value)}"`;
  }
  return text ? `{${text}}` : '';
}

const numberText = (value: number) => (value === Infinity ? '+Inf' : String(value));

/** Name of a label made of the key of a Kubernetes label or annotation. */
export const labelName = (prefix: string, key: string) => `${prefix}${key.replace(/[^a-zA-Z0-9_]/g, '_')}`;

/** Collects samples and writes them in the text format of Prometheus, all samples of a metric together. */
export class Exposition {
  private readonly families = new Map<string, { type: MetricType; help: string; lines: string[] }>();

  gauge(name: string, help: string): Sampler {
    return this.family('gauge', name, help);
  }

  counter(name: string, help: string): Sampler {
    return this.family('counter', name, help);
  }

  /** Writes buckets, sum and count of one histogram. */
  histogram(name: string, help: string): (labels: Labels, histogram: { buckets: readonly [number, number][]; sum: number; count: number }) => void {
    const lines = this.lines('histogram', name, help);
    return (labels, { buckets, sum, count }) => {
      for (const [le, total] of [...buckets, [Infinity, count] as const]) lines.push(`${name}_bucket${labelText({ ...labels, le: numberText(le) })} ${total}`);
      lines.push(`${name}_sum${labelText(labels)} ${sum}`, `${name}_count${labelText(labels)} ${count}`);
    };
  }

  /** The text in pieces of bounded size, so that a long one can be sent while others run. */
  *pieces(): Generator<string> {
    for (const [name, { type, help, lines }] of this.families) {
      if (lines.length > 0) yield `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
      for (let start = 0; start < lines.length; start += PIECE) yield `${lines.slice(start, start + PIECE).join('\n')}\n`;
    }
  }

  toString(): string {
    return [...this.pieces()].join('');
  }

  private family(type: MetricType, name: string, help: string): Sampler {
    const lines = this.lines(type, name, help);
    return (labels, value) => {
      if (Number.isFinite(value)) lines.push(`${name}${labelText(labels)} ${value}`);
    };
  }

  private lines(type: MetricType, name: string, help: string): string[] {
    let family = this.families.get(name);
    if (!family) {
      family = { type, help, lines: [] };
      this.families.set(name, family);
    }
    return family.lines;
  }
}
