type Step =
  | { type: 'member'; name: string }
  | { type: 'index'; index: number }
  | { type: 'all' }
  | { type: 'filter'; path: Step[]; equal: boolean; value: string };

/** Finds every value a path leads to. */
export type Finder = (object: unknown) => unknown[];

const compiled = new Map<string, Finder>();

/**
 * Compiles the part of Kubernetes' JSONPath that printer columns and scale paths use: members (dots in names escaped by
 * a backslash), quoted members, indexes, `[*]`, and filters `[?(@.type=="Ready")]`. A path beyond that finds nothing.
 */
export function compilePath(path: string): Finder {
  const known = compiled.get(path);
  if (known) return known;
  const steps = parse(path.trim().replace(/^\{(.*)\}$/s, '$1'));
  const finder: Finder = steps ? (object) => walk(object, steps, 0, []) : () => [];
  compiled.set(path, finder);
  return finder;
}

const MEMBER = /^\.?((?:\\.|[^.[\]\\])+)/;
const QUOTED = /^\[(?:'([^']*)'|"([^"]*)")\]/;
const INDEX = /^\[(-?\d+)\]/;
const ALL = /^(?:\[\*\]|\.\*)/;
const FILTER = /^\[\?\(\s*@((?:\.(?:\\.|[^.=!\s\\[\]()])+)+)\s*(==|!=)\s*(?:'([^']*)'|"([^"]*)"|([^\s)]+))\s*\)\]/;

function parse(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '' && rest !== '.') {
    const found = nextStep(rest);
    if (!found) return undefined;
    steps.push(found.step);
    rest = rest.slice(found.length);
  }
  return steps;
}

function nextStep(text: string): { step: Step; length: number } | undefined {
  const all = ALL.exec(text);
  if (all) return { step: { type: 'all' }, length: all[0].length };
  const filter = FILTER.exec(text);
  if (filter) {
    const path = parse(filter[1] ?? '') ?? [];
    const value = filter[3] ?? filter[4] ?? filter[5] ?? '';
    return { step: { type: 'filter', path, equal: filter[2] === '==', value }, length: filter[0].length };
  }
  const quoted = QUOTED.exec(text);
  if (quoted) return { step: { type: 'member', name: quoted[1] ?? quoted[2] ?? '' }, length: quoted[0].length };
  const index = INDEX.exec(text);
  if (index) return { step: { type: 'index', index: Number(index[1]) }, length: index[0].length };
  const member = MEMBER.exec(text);
  return member ? { step: { type: 'member', name: (member[1] ?? '').replace(/\\(.)/g, '$1') }, length: member[0].length } : undefined;
}

function walk(value: unknown, steps: readonly Step[], at: number, found: unknown[]): unknown[] {
  const step = steps[at];
  if (!step) {
    if (value !== undefined) found.push(value);
    return found;
  }
  if (typeof value !== 'object' || value === null) return found;
  if (step.type === 'member') {
    if (!Array.isArray(value) && Object.hasOwn(value, step.name)) walk((value as Record<string, unknown>)[step.name], steps, at + 1, found);
  } else if (step.type === 'index') {
    if (Array.isArray(value)) walk(value.at(step.index), steps, at + 1, found);
  } else {
    for (const item of Object.values(value)) {
      if (step.type === 'all' || (Array.isArray(value) && holds(item, step))) walk(item, steps, at + 1, found);
    }
  }
  return found;
}

function holds(item: unknown, { path, equal, value }: Extract<Step, { type: 'filter' }>): boolean {
  return walk(item, path, 0, []).some((each) => String(each) === value) === equal;
}
