import type { PolicyRule } from './rbac';

const list = (values: readonly string[] | undefined) => values ?? [];

/** A rule as the smallest ones that say the same together: one verb, one resource and one name each. */
function breakDown({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): PolicyRule[] {
  const names = list(resourceNames);
  const out: PolicyRule[] = [];
  for (const group of list(apiGroups)) {
    for (const resource of list(resources)) {
      for (const verb of verbs) {
        const rule = { apiGroups: [group], resources: [resource], verbs: [verb] };
        out.push(...(names.length > 0 ? names.map((name) => ({ ...rule, resourceNames: [name] })) : [rule]));
      }
    }
  }
  for (const url of list(nonResourceURLs)) out.push(...verbs.map((verb) => ({ nonResourceURLs: [url], verbs: [verb] })));
  return out;
}

const hasAll = (held: readonly string[] | undefined, wanted: readonly string[] | undefined) => list(wanted).every((each) => list(held).includes(each));

function coversResources(held: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  return list(held).includes('*') || list(wanted).every((path) => list(held).includes(path) || (path.includes('/') && list(held).includes(`*/${path.slice(path.indexOf('/') + 1)}`)));
}

function coversUrls(held: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  return list(wanted).every((path) => list(held).some((each) => each === path || (each.endsWith('*') && path.startsWith(each.replace(/\*+$/, '')))));
}

function ruleCovers(held: PolicyRule, wanted: PolicyRule): boolean {
  const named = list(held.resourceNames).length > 0;
  return (
    (held.verbs.includes('*') || hasAll(held.verbs, wanted.verbs)) &&
    (list(held.apiGroups).includes('*') || hasAll(held.apiGroups, wanted.apiGroups)) &&
    coversResources(held.resources, wanted.resources) &&
    coversUrls(held.nonResourceURLs, wanted.nonResourceURLs) &&
    (!named || (list(wanted.resourceNames).length > 0 && hasAll(held.resourceNames, wanted.resourceNames)))
  );
}

/** What of `wanted` the held rules do not allow, in the smallest rules. */
export function uncovered(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.flatMap(breakDown).filter((each) => !held.some((rule) => ruleCovers(rule, each)));
}

/** Joins small rules that differ only in their verb. */
function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules) {
    if (rule.resourceNames || rule.nonResourceURLs) {
      others.push(rule);
      continue;
    }
    const key = `${rule.apiGroups?.[0] ?? ''}/${rule.resources?.[0] ?? ''}`;
    const known = simple.get(key);
    simple.set(key, known ? { ...known, verbs: [...known.verbs, ...rule.verbs] } : rule);
  }
  return [...others, ...simple.values()];
}

/** Go's %q of a list of strings. */
export const quoted = (values: readonly string[]) => `[${values.map((each) => JSON.stringify(each)).join(' ')}]`;

function inWords({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts = { APIGroups: apiGroups, Resources: resources, NonResourceURLs: nonResourceURLs, ResourceNames: resourceNames, Verbs: verbs };
  const said = Object.entries(parts).filter(([, values]) => list(values).length > 0);
  return `{${said.map(([name, values]) => `${name}:${quoted(list(values))}`).join(', ')}}`;
}

/** A line for each resource whose verbs are missing, as the API server lists them. */
export function describeRules(rules: readonly PolicyRule[]): string {
  return [...new Set(compact(rules).map(inWords))].sort().join('\n');
}
