/** The project a person without rights to all of them starts in: `default` if it is theirs, else the first by name. */
export function landingNamespace(projects: readonly string[]): string | undefined {
  return projects.includes('default') ? 'default' : [...projects].sort()[0];
}
