/** Hands a file to the person. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the data when the click returns, but Safari reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `name-2026-01-31T12-00-00.png`: sortable, and valid on every file system. */
export function stampedName(name: string, extension: string, now: Date): string {
  return `${name}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.${extension}`;
}
