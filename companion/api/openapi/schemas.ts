import type { JsonSchema, KindDefinition } from '../../kinds/definition';
import { originOf } from '../schema/load';
import { schemaOf } from '../schema/process';
import { gvkOf, INT_OR_STRING, LIST_META, OBJECT_META, QUANTITY, schemaName } from './names';

/** How one version of OpenAPI writes a reference and what it cannot say. */
export interface Dialect {
  prefix: string;
  /** OpenAPI 3 has no members beside a reference: they go around it. */
  wraps: boolean;
}

export const V3: Dialect = { prefix: '#/components/schemas/', wraps: true };
export const V2: Dialect = { prefix: '#/definitions/', wraps: false };

export type Components = Record<string, object>;
type Json = Record<string, unknown>;

const STORED_PREFIX = '#/definitions/';
const IDENTITY_WORDS: Record<string, string> = {
  apiVersion:
    'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  kind: 'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
};
const META_WORDS = "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

/** What OpenAPI 2 leaves out of the schemas of custom resources. */
const NOT_IN_V2 = new Set(['anyOf', 'oneOf', 'not', 'allOf', 'nullable']);

/** Collects the schemas of a document, each with all it refers to. */
export class SchemaCollector {
  readonly components: Components = {};

  constructor(private readonly dialect: Dialect) {}

  reference(name: string, description?: string): Json {
    const $ref = this.dialect.prefix + name;
    if (!description) return { $ref };
    return this.dialect.wraps ? { description, allOf: [{ $ref }] } : { description, $ref };
  }

  /** Adds the kind and its list. */
  addKind(definition: KindDefinition, version: string): void {
    const name = schemaName(definition, version);
    const gvk = gvkOf(definition, version);
    this.components[name] = { ...this.kindSchema(definition, version), 'x-kubernetes-group-version-kind': [gvk] };
    this.components[`${name}List`] = {
      description: `${definition.kind}List is a list of ${definition.kind}`,
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: { type: 'string', description: IDENTITY_WORDS.apiVersion },
        items: { type: 'array', description: `List of ${definition.plural}.`, items: this.reference(name) },
        kind: { type: 'string', description: IDENTITY_WORDS.kind },
        metadata: this.reference(LIST_META, 'Standard list metadata.'),
      },
      'x-kubernetes-group-version-kind': [{ ...gvk, kind: `${definition.kind}List` }],
    };
  }

  /** Adds a definition that core schemas share, found through the schema of any core kind. */
  addShared(core: JsonSchema, names: string[]): void {
    const definitions = originOf(core)?.definitions ?? new Map<string, JsonSchema>();
    for (const name of names) this.addDefinition(name, definitions);
  }

  private kindSchema(definition: KindDefinition, version: string): Json {
    const found = definition.versions.find((each) => each.name === version);
    const schema = found ? schemaOf(found) : undefined;
    const origin = schema && originOf(schema);
    if (origin && definition.origin === 'core') return this.stored(origin.definitions.get(origin.name) ?? {}, origin.definitions);
    const inner: Json = schema ? this.inline(schema) : { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const properties = typeof inner.properties === 'object' && inner.properties !== null ? inner.properties : {};
    return {
      ...inner,
      properties: {
        apiVersion: { type: 'string', description: IDENTITY_WORDS.apiVersion },
        kind: { type: 'string', description: IDENTITY_WORDS.kind },
        ...properties,
        metadata: this.reference(OBJECT_META, META_WORDS),
      },
    };
  }

  private addDefinition(name: string, definitions: ReadonlyMap<string, JsonSchema>): void {
    if (this.components[name]) return;
    const schema = definitions.get(name);
    if (!schema) return;
    this.components[name] = {};
    this.components[name] = this.stored(schema, definitions);
  }

  /** A stored schema of a core kind: its references stay references. */
  private stored(schema: JsonSchema, definitions: ReadonlyMap<string, JsonSchema>): Json {
    const { $ref, ...rest } = schema;
    if ($ref !== undefined) {
      const name = $ref.slice(STORED_PREFIX.length);
      this.addDefinition(name, definitions);
      return this.reference(name, rest.description);
    }
    if (schema['x-kubernetes-int-or-string'] === true) return this.either(schema);
    return this.copy(schema, (each) => this.stored(each, definitions));
  }

  /** Quantities and numbers or names have types of their own in core kinds. */
  private either(schema: JsonSchema): Json {
    const name = schema.pattern === undefined ? INT_OR_STRING : QUANTITY;
    const of = this.dialect.wraps ? { oneOf: [{ type: 'string' }, { type: name === QUANTITY ? 'number' : 'integer' }] } : { type: 'string' };
    this.components[name] ??= name === QUANTITY ? of : { ...of, format: 'int-or-string' };
    return this.reference(name, schema.description);
  }

  /** The schema of a custom resource: written out whole. */
  private inline(schema: JsonSchema): Json {
    return this.copy(schema, (each) => this.inline(each));
  }

  private copy(schema: JsonSchema, below: (schema: JsonSchema) => Json): Json {
    const out: Json = {};
    for (const [name, value] of Object.entries(schema)) {
      if (!this.dialect.wraps && NOT_IN_V2.has(name)) continue;
      out[name] = value;
    }
    if (schema.properties) out.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, below(each)]));
    if (schema.items) out.items = below(schema.items);
    if (typeof schema.additionalProperties === 'object') out.additionalProperties = below(schema.additionalProperties);
    return out;
  }
}
