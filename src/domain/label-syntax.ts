const value = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const prefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Kubernetes label values: at most 63 characters, may be empty. */
export function isLabelValue(text: string): boolean {
  return value.test(text);
}

/** Names of labels and annotations: an optional DNS prefix, a slash, and at most 63 characters. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2 || name === '' || !value.test(name)) return false;
  return parts.length === 1 || (prefix.test(parts[0] ?? '') && (parts[0]?.length ?? 0) <= 253);
}
