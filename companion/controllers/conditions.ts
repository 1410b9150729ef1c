/** What the conditions of all kinds have in common. */
export interface ConditionLike {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

type Written = Omit<ConditionLike, 'lastTransitionTime'>;

/** The conditions with this one set; its transition time moves only when its status does. Keeps the array when nothing changes. */
export function withCondition<T extends ConditionLike>(list: readonly T[] | undefined, condition: Written, now: string): T[] {
  const all = [...(list ?? [])];
  const index = all.findIndex((each) => each.type === condition.type);
  const old = index < 0 ? undefined : all[index];
  if (old && old.status === condition.status && old.reason === condition.reason && old.message === condition.message) return all;
  const lastTransitionTime = old && old.status === condition.status ? old.lastTransitionTime : now;
  const written = { ...condition, lastTransitionTime } as T;
  if (index < 0) all.push(written);
  else all[index] = written;
  return all;
}

export function withoutCondition<T extends ConditionLike>(list: readonly T[] | undefined, type: string): T[] {
  return (list ?? []).filter((each) => each.type !== type);
}

export function findCondition<T extends ConditionLike>(list: readonly T[] | undefined, type: string): T | undefined {
  return list?.find((each) => each.type === type);
}

export function isTrue(list: readonly ConditionLike[] | undefined, type: string): boolean {
  return findCondition(list, type)?.status === 'True';
}
