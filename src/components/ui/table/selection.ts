/** The selection after a click on one box: with Shift everything from the last click to here follows it. */
export function toggleKeys(
  keys: ReadonlySet<string>,
  order: readonly string[],
  index: number,
  anchor: number | undefined,
): ReadonlySet<string> {
  const clicked = order[index];
  if (clicked === undefined) return keys;
  const selected = !keys.has(clicked);
  const next = new Set(keys);
  const from = anchor === undefined ? index : Math.min(anchor, index);
  const to = anchor === undefined ? index : Math.max(anchor, index);
  for (const key of order.slice(from, to + 1)) {
    if (selected) next.add(key);
    else next.delete(key);
  }
  return next;
}

/** The selection after Shift and a key: what was between `anchor` and `from` is given back, what is between it and `to` taken. */
export function extendKeys(
  keys: ReadonlySet<string>,
  order: readonly string[],
  { anchor, from, to }: { anchor: number; from: number; to: number },
): ReadonlySet<string> {
  const next = new Set(keys);
  const between = (end: number) => order.slice(Math.min(anchor, end), Math.max(anchor, end) + 1);
  for (const key of between(from)) next.delete(key);
  for (const key of between(to)) next.add(key);
  return next;
}

/** The header box: everything shown is selected, or nothing of it. */
export function toggleAll(keys: ReadonlySet<string>, order: readonly string[]): ReadonlySet<string> {
  const all = order.length > 0 && order.every((key) => keys.has(key));
  const next = new Set(keys);
  for (const key of order) {
    if (all) next.delete(key);
    else next.add(key);
  }
  return next;
}
