import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonSchema } from '../../kinds/definition';
import { isObject } from '../patch/tree';

/** Schemas generated from the typed API packages, read when first needed. */
export interface SchemaSource {
  /** Changes with any of the schemas. */
  readonly digest: string;
  /** Is there one for this kind? Reads no schema file. */
  has(group: string, version: string, kind: string): boolean;
  /** The schema of a whole object, with every reference replaced by what it refers to. */
  find(group: string, version: string, kind: string): JsonSchema | undefined;
}

const PREFIX = '#/definitions/';

/** Where a resolved schema comes from: its name (`io.k8s.api.core.v1.PodSpec`) and all definitions of its file. */
export interface Origin {
  name: string;
  definitions: ReadonlyMap<string, JsonSchema>;
}

const origins = new WeakMap<JsonSchema, Origin>();

/** Undefined for schemas without a name. */
export function originOf(schema: JsonSchema): Origin | undefined {
  return origins.get(schema);
}

export function definitionName(schema: JsonSchema): string | undefined {
  return origins.get(schema)?.name;
}

class Definitions {
  private readonly resolved = new Map<string, JsonSchema>();

  constructor(readonly all: ReadonlyMap<string, JsonSchema>) {}

  /** One object per definition, shared by all who refer to it: a schema that holds itself becomes a circle. */
  resolve(name: string): JsonSchema {
    const found = this.resolved.get(name);
    if (found) return found;
    const out: JsonSchema = {};
    this.resolved.set(name, out);
    origins.set(out, { name, definitions: this.all });
    Object.assign(out, this.inner(this.all.get(name) ?? {}));
    return out;
  }

  private inner(schema: JsonSchema): JsonSchema {
    const { $ref, ...rest } = schema;
    if ($ref !== undefined) {
      const target = this.resolve($ref.slice(PREFIX.length));
      if (Object.keys(rest).length === 0) return target;
      const described = { ...target, ...rest };
      origins.set(described, { name: $ref.slice(PREFIX.length), definitions: this.all });
      return described;
    }
    const out: JsonSchema = { ...schema };
    if (schema.items) out.items = this.inner(schema.items);
    if (typeof schema.additionalProperties === 'object') out.additionalProperties = this.inner(schema.additionalProperties);
    if (schema.properties) {
      out.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, this.inner(property)]));
    }
    return out;
  }
}

function readDefinitions(file: string): Definitions {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const definitions = isObject(read) && isObject(read.definitions) ? read.definitions : {};
  return new Definitions(new Map(Object.entries(definitions).filter((entry): entry is [string, JsonSchema] => isObject(entry[1]))));
}

class Folder implements SchemaSource {
  private readonly files = new Map<string, Definitions>();
  private readonly index = new Map<string, { file: string; definition: string }>();
  readonly digest: string;

  constructor(private readonly folder: string) {
    const read: unknown = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
    const { digest = '', kinds = {} } = isObject(read) ? read : {};
    this.digest = String(digest);
    for (const [key, entry] of Object.entries(isObject(kinds) ? kinds : {})) {
      if (isObject(entry) && typeof entry.file === 'string' && typeof entry.definition === 'string') {
        this.index.set(key, { file: entry.file, definition: entry.definition });
      }
    }
  }

  has(group: string, version: string, kind: string): boolean {
    return this.index.has(`${group}/${version}/${kind}`);
  }

  find(group: string, version: string, kind: string): JsonSchema | undefined {
    const entry = this.index.get(`${group}/${version}/${kind}`);
    return entry && this.definitions(entry.file).resolve(entry.definition);
  }

  private definitions(file: string): Definitions {
    const found = this.files.get(file) ?? readDefinitions(join(this.folder, file));
    this.files.set(file, found);
    return found;
  }
}

export const DEFAULT_FOLDER = fileURLToPath(new URL('../../../build/generated/schemas', import.meta.url));

/** The schemas in `folder`; throws with the command to run when they have not been generated. */
export function loadSchemas(folder: string = DEFAULT_FOLDER): SchemaSource {
  if (existsSync(join(folder, 'index.json'))) return new Folder(folder);
  throw new Error(`there are no API schemas in ${folder}; generate them with: npx tsx tools/codegen/schemas.ts`);
}
