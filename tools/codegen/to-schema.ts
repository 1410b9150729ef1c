import type { JsonSchema } from '../../companion/kinds/definition';
import type { Declarations, Member, TypeShape } from './interfaces';

export interface Dialect {
  /** Name of the definition an interface becomes. */
  definitionName(name: string): string;
  /** What stands for ObjectMeta where objects are embedded in others. */
  embeddedMeta: 'reference' | 'anything';
  /** Are the values of a union of literals checked? */
  checksWords: boolean;
}

/** Maps whose values are quantities though the generated type says string. */
const QUANTITY_MAPS = new Set([
  'allocatable',
  'allocatedResources',
  'capacity',
  'default',
  'defaultRequest',
  'hard',
  'limits',
  'max',
  'maxLimitRequestRatio',
  'min',
  'overhead',
  'podFixed',
  'requests',
  'used',
]);
const FLOATS = new Set(['maximum', 'minimum', 'multipleOf', 'qps']);
/** Members of type `object` that hold what their owner likes; other such members are empty by definition. */
const FREE_FORM = new Set(['capturedStates', 'currentState', 'data', 'desiredState', 'example', 'fieldsV1', 'object', 'parameters', 'raw', 'state', 'status', 'virtualMachine']);

/** References and selectors are owned as a whole in server-side apply; the core's say so in facts of their own. */
const ATOMIC = /(LabelSelector|NodeSelector|NodeSelectorTerm|(Typed)?LocalObjectReference|ObjectFieldSelector|ResourceFieldSelector|(Secret|ConfigMap)KeySelector|V1ConfigMapVolumeSource)$/;

const QUANTITY_PATTERN = '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

export const intOrString = (): JsonSchema => ({ anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true });
export const quantity = (): JsonSchema => ({ ...intOrString(), pattern: QUANTITY_PATTERN });
const anything = (): JsonSchema => ({ 'x-kubernetes-preserve-unknown-fields': true });

function wordedType(member: Member): JsonSchema | undefined {
  const { description } = member;
  if (/^Quantity is a fixed-point/.test(description)) return quantity();
  if (/^IntOrString is a type/.test(description)) return intOrString();
  if (/^(Time|MicroTime) is /.test(description)) return { type: 'string', format: 'date-time', ...(member.type.form === 'string' && member.optional ? { nullable: true } : {}) };
  return undefined;
}

/** Turns the interfaces of one declaration file into schemas. */
export class SchemaWriter {
  readonly definitions = new Map<string, JsonSchema>();

  constructor(
    private readonly declarations: Declarations,
    private readonly dialect: Dialect,
  ) {}

  /** Writes the definition of an interface and of all it refers to; answers its name. */
  define(name: string): string {
    const definition = this.dialect.definitionName(name);
    if (this.definitions.has(definition)) return definition;
    const found = this.declarations.get(name);
    if (!found) throw new Error(`no interface ${name}`);
    const schema: JsonSchema = { type: 'object' };
    this.definitions.set(definition, schema);
    if (found.description) schema.description = found.description;
    const members = found.members.map((member) => [member.name, this.member(member)] as const);
    if (members.length > 0) schema.properties = Object.fromEntries(members);
    const required = found.members.filter((member) => !member.optional).map((member) => member.name);
    if (required.length > 0) schema.required = required;
    if (this.dialect.embeddedMeta === 'anything' && ATOMIC.test(name)) schema['x-kubernetes-map-type'] = 'atomic';
    Object.assign(schema, found.facts, found.isOpen ? anything() : {});
    return definition;
  }

  private member(member: Member): JsonSchema {
    const worded = wordedType(member);
    if (worded) return worded;
    const schema = { ...this.type(member.type, member.name), ...member.facts };
    return member.description ? { description: member.description, ...schema } : schema;
  }

  private type(type: TypeShape, name: string): JsonSchema {
    if (type.form === 'reference') return this.reference(type.name);
    if (type.form === 'array') return { type: 'array', items: this.type(type.of, name) };
    if (type.form === 'map') {
      const isQuantity = type.of.form === 'string' && QUANTITY_MAPS.has(name);
      return { type: 'object', additionalProperties: isQuantity ? quantity() : this.type(type.of, name) };
    }
    if (type.form === 'words') return { type: 'string', ...(this.dialect.checksWords ? { enum: type.values } : {}) };
    if (type.form === 'number') return { type: FLOATS.has(name) ? 'number' : 'integer' };
    if (type.form === 'any') return anything();
    if (type.form === 'object') return { type: 'object', ...(FREE_FORM.has(name) ? anything() : {}) };
    return { type: type.form };
  }

  private reference(name: string): JsonSchema {
    // The values are not repeated: the API server does not check them by schema either.
    if (name.endsWith('Enum')) return { type: 'string' };
    if (/ObjectMeta$/.test(name) && this.dialect.embeddedMeta === 'anything') return { type: 'object', nullable: true, ...anything() };
    if (name === 'Quantity') return quantity();
    if (name === 'IntOrString') return intOrString();
    if (/JSONSchemaProps$/.test(name)) return { type: 'object', ...anything() };
    if (!this.declarations.has(name)) return anything();
    return { $ref: `#/definitions/${this.define(name)}` };
  }
}
