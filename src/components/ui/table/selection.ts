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
