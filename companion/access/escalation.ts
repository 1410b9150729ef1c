import { isDeepStrictEqual } from 'node:util';
import { forbidden, notFound } from '../lib/api-error';
import type { AdmissionRequest, KindDefinition, KindHooks } from '../kinds/definition';
import { at, isFields, strings, text } from '../kinds/read';
import { ClusterRoleKind, createRbacAuthorizer, RoleKind } from './authorizer';
import { describeRules, quoted, uncovered } from './covers';
import type { PolicyRule } from './rbac';

const GROUP = 'rbac.authorization.k8s.io';
const EVERYTHING: PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

function rulesOf(object: unknown): PolicyRule[] {
  const rules = at(object, 'rules');
  return (Array.isArray(rules) ? rules : []).filter(isFields).map((rule) => ({
    verbs: strings(rule, 'verbs'),
    apiGroups: strings(rule, 'apiGroups'),
    resources: strings(rule, 'resources'),
    ...(strings(rule, 'resourceNames').length > 0 ? { resourceNames: strings(rule, 'resourceNames') } : {}),
    ...(strings(rule, 'nonResourceURLs').length > 0 ? { nonResourceURLs: strings(rule, 'nonResourceURLs') } : {}),
  }));
}

function refusal({ object }: AdmissionRequest, plural: string, why: string): Error {
  const { name } = object.metadata;
  return forbidden(`${plural}.${GROUP} ${JSON.stringify(name)} is forbidden: ${why}`, { name, group: GROUP, kind: plural });
}

/** What of the rules the user does not hold. */
function missing({ user, object, read }: AdmissionRequest, rules: readonly PolicyRule[]): PolicyRule[] {
  const held = createRbacAuthorizer(read).grants(user, object.metadata.namespace);
  return uncovered(held.flatMap((grant) => [...grant.rules]), rules);
}

function confirmHeld(request: AdmissionRequest, plural: string, rules: readonly PolicyRule[]): void {
  const lacking = missing(request, rules);
  if (lacking.length === 0) return;
  const { username, groups } = request.user;
  throw refusal(request, plural, `user ${JSON.stringify(username)} (groups=${quoted(groups)}) is attempting to grant RBAC permissions not currently held:\n${describeRules(lacking)}`);
}

function may({ user, object, read }: AdmissionRequest, verb: 'bind' | 'escalate', resource: string, name: string): boolean {
  const { namespace } = object.metadata;
  return createRbacAuthorizer(read).authorize(user, { verb, group: GROUP, resource, name, ...(namespace ? { namespace } : {}) }).allowed;
}

/** Administrators, the companion itself, and whoever changes nothing but metadata need no proof. */
function isExempt({ operation, user, internal, object, oldObject }: AdmissionRequest, ...parts: string[]): boolean {
  if (operation === 'DELETE' || internal || user.groups.includes('system:masters')) return true;
  return oldObject !== undefined && parts.every((part) => isDeepStrictEqual(at(object, part), at(oldObject, part)));
}

/** Nobody puts into a role what they may not do themselves, unless they hold the verb `escalate`. */
function roleHooks(plural: string): KindHooks {
  return {
    mutate(request) {
      if (isExempt(request, 'rules', 'aggregationRule') || may(request, 'escalate', plural, request.object.metadata.name)) return;
      confirmHeld(request, plural, rulesOf(request.object));
      const aggregates = at(request.object, 'aggregationRule') !== undefined;
      if (aggregates && missing(request, EVERYTHING).length > 0) throw refusal(request, plural, 'must have cluster-admin privileges to use an aggregationRule');
    },
  };
}

/** Nobody gives away a role that allows more than they may do themselves, unless they hold the verb `bind` for it. */
function bindingHooks(plural: string): KindHooks {
  return {
    mutate(request) {
      if (isExempt(request, 'roleRef', 'subjects')) return;
      const [kind, name] = [text(request.object, 'roleRef', 'kind'), text(request.object, 'roleRef', 'name')];
      const ref = kind === 'ClusterRole' ? ClusterRoleKind : RoleKind;
      if (may(request, 'bind', ref.plural, name)) return;
      const role = request.read.get(ref, name, request.object.metadata.namespace);
      if (!role) throw notFound(ref, name);
      confirmHeld(request, plural, rulesOf(role));
    },
  };
}

const CHECKS: Record<string, KindHooks> = {
  clusterroles: roleHooks('clusterroles'),
  roles: roleHooks('roles'),
  clusterrolebindings: bindingHooks('clusterrolebindings'),
  rolebindings: bindingHooks('rolebindings'),
};

/** The kinds of RBAC refuse to be used for gaining rights. Other kinds are given back as they are. */
export function withEscalationChecks(definition: KindDefinition): KindDefinition {
  const check = definition.group === GROUP ? CHECKS[definition.plural] : undefined;
  if (!check) return definition;
  const { hooks } = definition;
  const mutate = (request: AdmissionRequest) => {
    hooks?.mutate?.(request);
    check.mutate?.(request);
  };
  return { ...definition, hooks: { ...hooks, mutate } };
}
