/** Label values; an empty value is the same as no label, as in Prometheus. */
export type Labels = Record<string, string>;

/** Adds one sample to a metric. */
export type Sampler = (labels: Labels, value: number) => void;

/** Characters of a piece. */
const PIECE = 64 * 1024;

type MetricType = 'gauge' | 'counter' | 'histogram';

const escapeCharacter = (character: string) => (character === '\n' ? '\\n' : `\\${character}`);
const escapeValue = (text: string) => (/[\\"\n]/.test(text) ? text.replace(/[\\"\n]/g, escapeCharacter) : text);

/** Samples of one object follow each other and share their labels: the text is made once. */
let latest: { labels: Labels; text: string } | undefined;

function labelText(labels: Labels): string {
  if (latest?.labels === labels) return latest.text;
  let text = '';
  for (const name in labels) {
    const value = labels[name];
    if (value) text += `${text ? ',' : ''}${name}="${escapeValue(value)}"`;
  }
  latest = { labels, text: text ? `{${text}}` : '' };
  return latest.text;
}

const numberText = (value: number) => (value === Infinity ? '+Inf' : String(value));

/** Name of a label made of the key of a Kubernetes label or annotation. */
export const labelName = (prefix: string, key: string) => `${prefix}${key.replace(/[^a-zA-Z0-9_]/g, '_')}`;

interface Family {
  type: MetricType;
  help: string;
  /** Full pieces as bytes: the lines of ten thousand machines would be a burden for the garbage collector. */
  pieces: Buffer[];
  last: string;
}

function append(family: Family, line: string): void {
  family.last += line;
  if (family.last.length < PIECE) return;
  family.pieces.push(Buffer.from(family.last));
  family.last = '';
}

/** Collects samples and writes them in the text format of Prometheus, all samples of a metric together. */
export class Exposition {
  private readonly families = new Map<string, Family>();

  gauge(name: string, help: string): Sampler {
    return this.sampler('gauge', name, help);
  }

  counter(name: string, help: string): Sampler {
    return this.sampler('counter', name, help);
  }

  /** Writes buckets, sum and count of one histogram. */
  histogram(name: string, help: string): (labels: Labels, histogram: { buckets: readonly [number, number][]; sum: number; count: number }) => void {
    const family = this.family('histogram', name, help);
    return (labels, { buckets, sum, count }) => {
      for (const [le, total] of [...buckets, [Infinity, count] as const]) append(family, `${name}_bucket${labelText({ ...labels, le: numberText(le) })} ${total}\n`);
      append(family, `${name}_sum${labelText(labels)} ${sum}\n${name}_count${labelText(labels)} ${count}\n`);
    };
  }

  /** The text in pieces of bounded size, so that a long one can be sent while others run. */
  *pieces(): Generator<Buffer> {
    for (const [name, { type, help, pieces, last }] of this.families) {
      if (pieces.length === 0 && last === '') continue;
      yield Buffer.from(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
      yield* pieces;
      if (last !== '') yield Buffer.from(last);
    }
  }

  toString(): string {
    return Buffer.concat([...this.pieces()]).toString();
  }

  private sampler(type: MetricType, name: string, help: string): Sampler {
    const family = this.family(type, name, help);
    return (labels, value) => {
      if (Number.isFinite(value)) append(family, `${name}${labelText(labels)} ${value}\n`);
    };
  }

  private family(type: MetricType, name: string, help: string): Family {
    let family = this.families.get(name);
    if (!family) {
      family = { type, help, pieces: [], last: '' };
      this.families.set(name, family);
    }
    return family;
  }
}
