import { isRecord } from '../lib/guards';

const records = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
const isOf = (entry: Record<string, unknown>, namespace: string) => isRecord(entry.labels) && entry.labels.namespace === namespace;

/** A rule of the namespace as it is; another one with its alerts there, when it has any. */
function tenantRule(rule: Record<string, unknown>, namespace: string): Record<string, unknown>[] {
  if (isOf(rule, namespace)) return [rule];
  const alerts = records(rule.alerts).filter((alert) => isOf(alert, namespace));
  return alerts.length > 0 ? [{ ...rule, alerts }] : [];
}

/** Prometheus' answer about rules, reduced to what concerns a namespace. */
export function tenantRules(answer: unknown, namespace: string): unknown {
  if (!isRecord(answer) || !isRecord(answer.data)) return answer;
  const groups = records(answer.data.groups).map((group) => ({ ...group, rules: records(group.rules).flatMap((rule) => tenantRule(rule, namespace)) }));
  return { ...answer, data: { ...answer.data, groups: groups.filter(({ rules }) => rules.length > 0) } };
}
