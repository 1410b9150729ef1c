import type { AccessAttributes, Identity } from '../kinds/definition';

export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface Subject {
  kind: string;
  name: string;
  namespace?: string;
  apiGroup?: string;
}

const has = (list: readonly string[] | undefined, wanted: string) => list?.some((each) => each === '*' || each === wanted) ?? false;

/** `pods/log` is allowed by `pods/log`, by every-resource `*`, and by `*` + `/log` (any resource's log). */
function coversResource(resources: readonly string[] | undefined, resource: string, subresource: string | undefined): boolean {
  const full = subresource ? `${resource}/${subresource}` : resource;
  return resources?.some((each) => each === '*' || each === full || (subresource !== undefined && each === `*/${subresource}`)) ?? false;
}

function coversPath(patterns: readonly string[] | undefined, path: string): boolean {
  return patterns?.some((each) => each === '*' || each === path || (each.endsWith('*') && path.startsWith(each.slice(0, -1)))) ?? false;
}

/** Kubernetes' RBAC: does one rule cover the request? */
export function ruleAllows(rule: PolicyRule, wanted: AccessAttributes): boolean {
  if (!has(rule.verbs, wanted.verb)) return false;
  if (wanted.path !== undefined) return coversPath(rule.nonResourceURLs, wanted.path);
  if (!has(rule.apiGroups, wanted.group ?? '')) return false;
  if (!coversResource(rule.resources, wanted.resource ?? '', wanted.subresource)) return false;
  if (!rule.resourceNames || rule.resourceNames.length === 0) return true;
  return wanted.name !== undefined && rule.resourceNames.includes(wanted.name);
}

export function subjectIs(subject: Subject, user: Identity, bindingNamespace?: string): boolean {
  if (subject.kind === 'User') return subject.name === user.username;
  if (subject.kind === 'Group') return user.groups.includes(subject.name);
  if (subject.kind !== 'ServiceAccount') return false;
  return user.username === `system:serviceaccount:${subject.namespace ?? bindingNamespace ?? ''}:${subject.name}`;
}
