import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { isRecord } from '../../lib/guards';

type Tolerations = NonNullable<VirtualMachineInstanceSpec['tolerations']>;
type NodeAffinity = NonNullable<NonNullable<VirtualMachineInstanceSpec['affinity']>['nodeAffinity']>;
type Expression = NonNullable<
  NonNullable<NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']>['nodeSelectorTerms'][number]['matchExpressions']
>[number];

/** Every NoSchedule and NoExecute taint is tolerated. */
export function toleratesTaints(taints: readonly unknown[], tolerations: Tolerations): boolean {
  return taints.every((taint) => {
    if (!isRecord(taint) || taint.effect === 'PreferNoSchedule') return true;
    return tolerations.some((toleration) => {
      if (toleration.effect && toleration.effect !== taint.effect) return false;
      if (toleration.operator === 'Exists') return !toleration.key || toleration.key === taint.key;
      return toleration.key === taint.key && (toleration.value ?? '') === (taint.value ?? '');
    });
  });
}

/** One requirement of a node selector term on a label's value. */
export function matchesExpression({ operator, values = [] }: Pick<Expression, 'operator' | 'values'>, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** The required part of node affinity: one term must hold, all of its requirements. */
export function matchesNodeAffinity(node: UnknownObject, affinity: NodeAffinity | undefined): boolean {
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) return true;
  return terms.some((term) => {
    const { matchExpressions = [], matchFields = [] } = term;
    if (matchExpressions.length + matchFields.length === 0) return false;
    const labels = matchExpressions.every((expression) => matchesExpression(expression, node.metadata.labels?.[expression.key]));
    return labels && matchFields.every((expression) => expression.key === 'metadata.name' && matchesExpression(expression, node.metadata.name));
  });
}
