/** `major.minor.patch` with an optional pre-release or build part. */
export function isPlainVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(text);
}
