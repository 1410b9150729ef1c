import type { StatusCause } from '../../../contracts/objects';
import type { AdmissionRequest, KindHooks } from '../definition';
import type { Fields } from '../read';
import { at, isFields, items, strings, text } from '../read';
import { invalidValue, notSupported, required } from './causes';
import { defaults } from './draft';

const GROUP = 'rbac.authorization.k8s.io';

function ruleCauses(rule: Fields, field: string, isNamespaced: boolean): StatusCause[] {
  const [groups, resources, names, urls] = [strings(rule, 'apiGroups'), strings(rule, 'resources'), strings(rule, 'resourceNames'), strings(rule, 'nonResourceURLs')];
  const out: StatusCause[] = [];
  if (strings(rule, 'verbs').length === 0) out.push(required(`${field}.verbs`, 'verbs must contain at least one value'));
  if (urls.length > 0) {
    if (isNamespaced) out.push(invalidValue(`${field}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (groups.length + resources.length + names.length > 0) out.push(invalidValue(`${field}.nonResourceURLs`, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    return out;
  }
  if (groups.length === 0) out.push(required(`${field}.apiGroups`, 'resource rules must supply at least one api group'));
  if (resources.length === 0) out.push(required(`${field}.resources`, 'resource rules must supply at least one resource'));
  return out;
}

/** Roles and ClusterRoles. */
export const roleHooks: KindHooks = {
  validate: ({ object, operation }) => {
    if (operation === 'DELETE') return [];
    const isNamespaced = object.kind === 'Role';
    return items(object, 'rules').flatMap((rule, index) => ruleCauses(rule, `rules[${index}]`, isNamespaced));
  },
};

function subjectCauses(subject: Fields, field: string, isNamespaced: boolean): StatusCause[] {
  const [kind, name, group] = [text(subject, 'kind'), text(subject, 'name'), text(subject, 'apiGroup')];
  const unnamed = name === '' ? [required(`${field}.name`)] : [];
  if (kind === 'ServiceAccount') {
    const placeless = !isNamespaced && text(subject, 'namespace') === '' ? [required(`${field}.namespace`)] : [];
    return [...unnamed, ...(group === '' ? [] : [notSupported(`${field}.apiGroup`, group, [''])]), ...placeless];
  }
  if (kind !== 'User' && kind !== 'Group') return [...unnamed, notSupported(`${field}.kind`, kind, ['ServiceAccount', 'User', 'Group'])];
  const nameless = name === '' ? [invalidValue(`${field}.name`, name, `${kind.toLowerCase()} name cannot be empty`)] : [];
  return [...unnamed, ...nameless, ...(group === GROUP ? [] : [notSupported(`${field}.apiGroup`, group, [GROUP])])];
}

function bindingCauses({ object, oldObject }: AdmissionRequest): StatusCause[] {
  const isNamespaced = object.kind === 'RoleBinding';
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const [group, kind, name] = [text(object, 'roleRef', 'apiGroup'), text(object, 'roleRef', 'kind'), text(object, 'roleRef', 'name')];
  const same = !oldObject || ['apiGroup', 'kind', 'name'].every((part) => at(object, 'roleRef', part) === at(oldObject, 'roleRef', part));
  return [
    ...(group === GROUP ? [] : [notSupported('roleRef.apiGroup', group, [GROUP])]),
    ...(kinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required('roleRef.name')] : []),
    ...items(object, 'subjects').flatMap((subject, index) => subjectCauses(subject, `subjects[${index}]`, isNamespaced)),
    // Shown as Go's internal type, which has no JSON names.
    ...(same ? [] : [invalidValue('roleRef', { APIGroup: group, Kind: kind, Name: name }, 'cannot change roleRef')]),
  ];
}

/** RoleBindings and ClusterRoleBindings; the role of a binding may not change. */
export const bindingHooks: KindHooks = {
  mutate: ({ object, operation }) => {
    if (operation === 'DELETE') return;
    if (isFields(object.roleRef)) defaults(object.roleRef, { apiGroup: GROUP });
    for (const subject of items(object, 'subjects')) {
      if (subject.kind !== 'ServiceAccount') defaults(subject, { apiGroup: GROUP });
    }
  },
  validate: (request) => (request.operation === 'DELETE' ? [] : bindingCauses(request)),
};
