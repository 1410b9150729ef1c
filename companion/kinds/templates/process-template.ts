import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { invalid } from '../../lib/api-error';
import { type Fields, isFields, items, text } from '../read';
import { generateExpression } from './expression';

/** Whose parameters they are, and where they stand in it: for the words of a refusal. */
export interface ParameterPlace {
  kind: { group: string; kind: string };
  path: string;
}

const OPENSHIFT: ParameterPlace = { kind: { group: 'template.openshift.io', kind: 'Template' }, path: 'template.parameters' };

function valueOf(parameter: Fields, path: string): string | StatusCause {
  const name = text(parameter, 'name');
  const given = text(parameter, 'value');
  if (given) return given;
  const generator = text(parameter, 'generate');
  if (generator === 'expression') {
    try {
      return generateExpression(text(parameter, 'from'));
    } catch (error) {
      return { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(parameter)}: ${path}: ${String(error)}`, field: path };
    }
  }
  if (generator) {
    return { reason: 'FieldValueInvalid', message: `Invalid value: "${generator}": template.parameters: Unknown generator name '${generator}' for parameter ${name}`, field: path };
  }
  if (parameter.required !== true) return '';
  return { reason: 'FieldValueRequired', message: `Required value: ${path}: parameter ${name} is required and must be specified`, field: path };
}

/** Gives every parameter its value, in place; the map of all values. Throws 422 for those without. */
export function settle(parameters: readonly Fields[], template: string, { kind, path }: ParameterPlace): Map<string, string> {
  const values = new Map<string, string>();
  const causes: StatusCause[] = [];
  parameters.forEach((parameter, index) => {
    const value = valueOf(parameter, `${path}[${index}]`);
    if (typeof value !== 'string') return void causes.push(value);
    if (value) parameter.value = value;
    values.set(text(parameter, 'name'), value);
  });
  if (causes.length > 0) throw invalid(kind, template, causes);
  return values;
}

const WHOLE = /^\$\{\{([a-zA-Z0-9_]+)\}\}$/;
const INSIDE = /\$\{([a-zA-Z0-9_]+)\}/g;

/** `${{NAME}}` standing alone becomes the value as JSON, `${NAME}` its text. Unknown names stay as they are. */
function substituteText(input: string, values: Map<string, string>): unknown {
  const name = WHOLE.exec(input)?.[1];
  const whole = name === undefined ? undefined : values.get(name);
  if (whole !== undefined) {
    try {
      return JSON.parse(whole) as unknown;
    } catch {
      return whole;
    }
  }
  return input.replace(INSIDE, (match, inner: string) => values.get(inner) ?? match);
}

/** The value with all `${NAME}` and `${{NAME}}` in it, keys too, replaced. */
export function substitute(value: unknown, values: Map<string, string>): unknown {
  if (typeof value === 'string') return substituteText(value, values);
  if (Array.isArray(value)) return value.map((each) => substitute(each, values));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [String(substituteText(key, values)), substitute(each, values)]));
}

/** A namespace that is written out belongs to where the template was made; one made of parameters stays. */
export function withoutFixedNamespace(object: Fields): Fields {
  const metadata = object.metadata;
  if (!isFields(metadata) || typeof metadata.namespace !== 'string' || metadata.namespace.includes('${')) return object;
  const rest = { ...metadata };
  delete rest.namespace;
  return { ...object, metadata: rest };
}

function labelled(object: unknown, labels: Fields): unknown {
  if (!isFields(object) || Object.keys(labels).length === 0) return object;
  const metadata = isFields(object.metadata) ? object.metadata : {};
  return { ...object, metadata: { ...metadata, labels: { ...(isFields(metadata.labels) ? metadata.labels : {}), ...labels } } };
}

/** Processes a template as OpenShift's API server does: generated values, substitution, common labels. Throws 422. */
export function processTemplate(body: UnknownObject): UnknownObject {
  const template = structuredClone(body);
  const values = settle(items(template, 'parameters'), template.metadata.name ?? '', OPENSHIFT);
  const common = substitute(template.labels, values);
  const labels = isFields(common) ? common : {};
  const objects = items(template, 'objects').map((object) => labelled(substitute(withoutFixedNamespace(object), values), labels));
  const message = typeof template.message === 'string' ? { message: substitute(template.message, values) } : {};
  return { ...template, ...message, objects };
}
