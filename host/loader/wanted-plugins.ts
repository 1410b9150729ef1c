/** The plugins to load: `?disable-plugins` leaves out all of them, `?disable-plugins=a,b` the named ones. */
export function wantedPlugins(names: readonly string[], query: string): string[] {
  const disabled = new URLSearchParams(query).get('disable-plugins');
  if (disabled === null) return [...names];
  if (disabled === '') return [];
  const out = new Set(disabled.split(','));
  return names.filter((each) => !out.has(each));
}
