import type { JsonSchema } from '../../companion/kinds/definition';

/** What the generated types do not say about the API, by file and definition. */
export function applyFacts(file: string, definitions: Map<string, JsonSchema>): void {
  void file;
  void definitions;
}
