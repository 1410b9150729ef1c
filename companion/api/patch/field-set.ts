import { isObject, put } from './tree';
import type { JsonObject } from './tree';

/**
 * A set of field paths. Steps are written as in FieldsV1: `f:name` (member), `k:{…}` (item of a keyed list),
 * `v:…` (item of a set). A node is in the set itself, or only leads to ones that are.
 */
export class FieldSet {
  member = false;
  readonly children = new Map<string, FieldSet>();

  /** The node one step below, made when it is not there. */
  below(step: string): FieldSet {
    const found = this.children.get(step);
    if (found) return found;
    const made = new FieldSet();
    this.children.set(step, made);
    return made;
  }

  get isEmpty(): boolean {
    return !this.member && this.children.size === 0;
  }

  union(other: FieldSet): FieldSet {
    const out = new FieldSet();
    out.member = this.member || other.member;
    for (const step of new Set([...this.children.keys(), ...other.children.keys()])) {
      out.children.set(step, (this.children.get(step) ?? EMPTY).union(other.children.get(step) ?? EMPTY));
    }
    return out;
  }

  difference(other: FieldSet): FieldSet {
    return this.combine(other, (mine, theirs) => mine && !theirs);
  }

  intersection(other: FieldSet): FieldSet {
    return this.combine(other, (mine, theirs) => mine && theirs);
  }

  /** Keeps what `keep` says of the nodes that are in this set; branches without members fall away. */
  private combine(other: FieldSet, keep: (mine: boolean, theirs: boolean) => boolean): FieldSet {
    const out = new FieldSet();
    out.member = keep(this.member, other.member);
    for (const [step, child] of this.children) {
      const rest = child.combine(other.children.get(step) ?? EMPTY, keep);
      if (!rest.isEmpty) out.children.set(step, rest);
    }
    return out;
  }

  /** Every path in the set, as its steps. */
  *paths(before: readonly string[] = []): Generator<string[]> {
    if (this.member) yield [...before];
    for (const [step, child] of this.children) yield* child.paths([...before, step]);
  }
}

const EMPTY = new FieldSet();

/** The FieldsV1 form: `.` stands for a node that is in the set and has others below it. */
export function toFieldsV1(set: FieldSet): JsonObject {
  const out: JsonObject = {};
  if (set.member && set.children.size > 0) out['.'] = {};
  for (const step of [...set.children.keys()].sort()) put(out, step, toFieldsV1(set.children.get(step) ?? EMPTY));
  return out;
}

/** Reads FieldsV1; undefined for what is none. */
export function fromFieldsV1(value: unknown, depth = 0): FieldSet | undefined {
  if (!isObject(value) || depth > 200) return undefined;
  const out = new FieldSet();
  const steps = Object.keys(value);
  out.member = depth > 0 && (steps.length === 0 || steps.includes('.'));
  for (const step of steps) {
    if (step === '.') continue;
    if (!/^[fkvi]:/.test(step)) return undefined;
    const child = fromFieldsV1(value[step], depth + 1);
    if (!child) return undefined;
    out.children.set(step, child);
  }
  return out;
}

/** `.spec.ports[port=80,protocol="TCP"].name`, as conflicts name a field. */
export function pathText(steps: readonly string[]): string {
  return steps
    .map((step) => {
      const rest = step.slice(2);
      if (step.startsWith('f:')) return `.${rest}`;
      if (step.startsWith('v:')) return `[=${rest}]`;
      if (step.startsWith('i:')) return `[${rest}]`;
      const keys: unknown = JSON.parse(rest);
      return `[${Object.entries(isObject(keys) ? keys : {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}
