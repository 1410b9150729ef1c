import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { AccessAttributes, Identity } from '../kinds/definition';
import type { ObjectReader } from '../store/client';
import { ruleAllows, subjectIs, type PolicyRule, type Subject } from './rbac';
import type { AccessDecision, Authorizer } from './types';
import { groupObjectsOf } from './users';

export interface Role extends KubeObject {
  rules?: PolicyRule[] | null;
  aggregationRule?: { clusterRoleSelectors?: { matchLabels?: Record<string, string> }[] };
}

export interface Binding extends KubeObject {
  subjects?: Subject[];
  roleRef: { apiGroup?: string; kind: string; name: string };
}

const rbac = <T extends KubeObject>(kind: string, plural: string, namespaced: boolean): KindRef<T> => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind,
  plural,
  namespaced,
});

export const RoleKind = rbac<Role>('Role', 'roles', true);
export const ClusterRoleKind = rbac<Role>('ClusterRole', 'clusterroles', false);
export const RoleBindingKind = rbac<Binding>('RoleBinding', 'rolebindings', true);
export const ClusterRoleBindingKind = rbac<Binding>('ClusterRoleBinding', 'clusterrolebindings', false);

/** A rule that holds for a user, and the binding it came by. */
export interface Grant {
  rules: readonly PolicyRule[];
  /** Undefined: everywhere. */
  namespace?: string;
  reason: string;
}

export interface RbacAuthorizer extends Authorizer {
  /** What holds for `user` in `namespace` (cluster-wide grants included). */
  grants(user: Identity, namespace?: string): Grant[];
}

function rolesOf(reader: ObjectReader, binding: Binding): readonly PolicyRule[] {
  const { kind, name } = binding.roleRef;
  const role = kind === 'ClusterRole' ? reader.get(ClusterRoleKind, name) : reader.get(RoleKind, name, binding.metadata.namespace);
  return role?.rules ?? [];
}

/** A service account is named with its namespace. */
function describeSubject({ kind, name, namespace }: Subject, bindingNamespace = ''): string {
  return `${kind} "${kind === 'ServiceAccount' ? `${name}/${namespace || bindingNamespace}` : name}"`;
}

function grantOf(reader: ObjectReader, binding: Binding, subject: Subject): Grant {
  const { name, namespace } = binding.metadata;
  const title = namespace ? `RoleBinding "${name}/${namespace}"` : `ClusterRoleBinding "${name}"`;
  const reason = `RBAC: allowed by ${title} of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${describeSubject(subject, namespace)}`;
  return { rules: rolesOf(reader, binding), reason, ...(namespace ? { namespace } : {}) };
}

/** Evaluates the Roles, ClusterRoles and bindings in the store on every question; `system:masters` may do everything. */
export function createRbacAuthorizer(reader: ObjectReader): RbacAuthorizer {
  const grants = (asked: Identity, namespace?: string): Grant[] => {
    const own = groupObjectsOf(reader, asked);
    const user = own.length > 0 ? { ...asked, groups: [...asked.groups, ...own] } : asked;
    const bindings: readonly Binding[] = [
      ...reader.list(ClusterRoleBindingKind),
      ...(namespace ? reader.list(RoleBindingKind, { namespace }) : []),
    ];
    return bindings.flatMap((binding) => {
      const subject = binding.subjects?.find((each) => subjectIs(each, user, binding.metadata.namespace));
      return subject ? [grantOf(reader, binding, subject)] : [];
    });
  };
  return {
    grants,
    authorize(user: Identity, wanted: AccessAttributes): AccessDecision {
      if (user.groups.includes('system:masters')) return { allowed: true };
      const grant = grants(user, wanted.namespace).find((each) => each.rules.some((rule) => ruleAllows(rule, wanted)));
      return grant ? { allowed: true, reason: grant.reason } : { allowed: false };
    },
  };
}
