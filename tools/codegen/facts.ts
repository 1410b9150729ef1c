import type { JsonSchema } from '../../companion/kinds/definition';
import { coreFacts } from './facts-core';
import { customFacts } from './facts-custom';
import { moreConsoleFacts, moreFacts } from './facts-more';
import { openshiftFacts } from './facts-openshift';
import type { Source } from './sources';

/** What is added to one member of a definition; a member that is not there is made. */
export interface DefinitionFacts {
  members?: Record<string, JsonSchema>;
  required?: string[];
  optional?: string[];
  /** Spellings the generator of the types got wrong. */
  rename?: Record<string, string>;
  /** Of the definition itself. */
  self?: JsonSchema;
}

function applyTo(schema: JsonSchema, { members, required, optional, rename, self }: DefinitionFacts): void {
  const properties = (schema.properties ??= {});
  for (const [wrong, right] of Object.entries(rename ?? {})) {
    const member = properties[wrong];
    if (!member) throw new Error(`no member ${wrong} to rename`);
    properties[right] = member;
    delete properties[wrong];
    schema.required = schema.required?.map((name) => (name === wrong ? right : name));
  }
  for (const [name, fact] of Object.entries(members ?? {})) properties[name] = { ...properties[name], ...fact };
  const needed = new Set([...(schema.required ?? []), ...(required ?? [])].filter((name) => !optional?.includes(name)));
  if (needed.size > 0) schema.required = [...needed].sort();
  else delete schema.required;
  Object.assign(schema, self);
}

const TABLES: Record<string, Record<string, DefinitionFacts>> = { kubernetes: coreFacts, 'storage-and-network': moreFacts, 'console-kinds': moreConsoleFacts, openshift: openshiftFacts, ...customFacts };

/** Adds what the generated types do not say about the API: keys of lists, defaults, limits, members they lack. */
export function applyFacts({ file, borrows = [] }: Pick<Source, 'file' | 'borrows'>, definitions: Map<string, JsonSchema>): void {
  for (const [name, facts] of Object.entries(TABLES[file] ?? {})) {
    const definition = definitions.get(name);
    if (!definition) throw new Error(`facts about ${name}, which is no definition of ${file}`);
    applyTo(definition, facts);
  }
  for (const [name, facts] of borrows.flatMap((source) => Object.entries(TABLES[source.file] ?? {}))) {
    const definition = definitions.get(name);
    if (definition) applyTo(definition, facts);
  }
}
