import type { UnknownObject } from '../../../../contracts/objects';
import { at, items, strings, text } from '../../read';

interface Scope {
  name: string;
  operator: string;
  values: string[];
}

function scopesOf(quota: UnknownObject): Scope[] {
  const selected = items(quota, 'spec', 'scopeSelector', 'matchExpressions').map((each) => ({
    name: text(each, 'scopeName'),
    operator: text(each, 'operator'),
    values: strings(each, 'values'),
  }));
  return [...strings(quota, 'spec', 'scopes').map((name) => ({ name, operator: 'Exists', values: [] })), ...selected];
}

function hasPriority({ operator, values }: Scope, pod: UnknownObject): boolean {
  const priority = text(pod, 'spec', 'priorityClassName');
  if (operator === 'In') return values.includes(priority);
  if (operator === 'NotIn') return !values.includes(priority);
  return (operator === 'DoesNotExist') === (priority === '');
}

function isInScope(scope: Scope, pod: UnknownObject): boolean {
  const isBounded = Number(at(pod, 'spec', 'activeDeadlineSeconds') ?? -1) >= 0;
  const isBestEffort = text(pod, 'status', 'qosClass') === 'BestEffort';
  switch (scope.name) {
    case 'Terminating':
      return isBounded;
    case 'NotTerminating':
      return !isBounded;
    case 'BestEffort':
      return isBestEffort;
    case 'NotBestEffort':
      return !isBestEffort;
    case 'PriorityClass':
      return hasPriority(scope, pod);
    default:
      return false;
  }
}

/** Does the quota speak of this object? Scopes are about pods: a quota that has any speaks of nothing else. */
export function coversObject(quota: UnknownObject, resource: string, object: UnknownObject): boolean {
  const scopes = scopesOf(quota);
  return scopes.length === 0 || (resource === 'pods' && scopes.every((scope) => isInScope(scope, object)));
}
