import type { StatusCause } from '../../../contracts/objects';
import type { JsonSchema } from '../../kinds/definition';
import { isObject, sameJson } from '../patch/tree';
import { duplicate, invalidValue, notSupported, tooLong, tooMany, wrongType } from './faults';
import { formatTest } from './formats';
import { compilePattern } from './pattern';
import type { Check } from './validate';

/** Of a text's length and pattern only the first fault is told; its format is judged by itself. */
function stringChecks(schema: JsonSchema): Check[] {
  const { pattern, maxLength, minLength, format } = schema;
  const form = pattern === undefined ? undefined : compilePattern(pattern);
  const isFormat = formatTest(format);
  if (maxLength === undefined && minLength === undefined && !form && !isFormat) return [];
  const textFault = (value: string, field: string): StatusCause | undefined => {
    if (maxLength !== undefined && [...value].length > maxLength) return tooLong(field, maxLength);
    if (minLength !== undefined && [...value].length < minLength) return invalidValue(field, value, `${field} in body should be at least ${minLength} chars long`);
    return form && !form.test(value) ? invalidValue(field, value, `${field} in body should match '${pattern ?? ''}'`) : undefined;
  };
  return [
    (value, trail, causes) => {
      if (typeof value !== 'string') return;
      const fault = textFault(value, trail.path());
      if (fault) causes.push(fault);
      if (isFormat && !isFormat(value)) causes.push(wrongType(trail.path(), value, `${trail.path()} in body must be of type ${format ?? ''}: ${JSON.stringify(value)}`));
    },
  ];
}

function numberChecks(schema: JsonSchema): Check[] {
  const { minimum, maximum, multipleOf: multiple, exclusiveMinimum: below, exclusiveMaximum: above } = schema;
  if (minimum === undefined && maximum === undefined && multiple === undefined) return [];
  return [
    (value, trail, causes) => {
      if (typeof value !== 'number') return;
      const say = (words: string) => causes.push(invalidValue(trail.path(), value, `${trail.path()} in body ${words}`));
      if (maximum !== undefined && (value > maximum || (above && value === maximum))) say(`should be less than ${above ? '' : 'or equal to '}${maximum}`);
      if (minimum !== undefined && (value < minimum || (below && value === minimum))) say(`should be greater than ${below ? '' : 'or equal to '}${minimum}`);
      if (multiple !== undefined && multiple > 0 && !Number.isInteger(value / multiple)) say(`should be a multiple of ${multiple}`);
    },
  ];
}

function sizeChecks(schema: JsonSchema): Check[] {
  const { minItems, maxItems, minProperties, maxProperties } = schema;
  const out: Check[] = [];
  if (minItems !== undefined || maxItems !== undefined) {
    out.push((value, trail, causes) => {
      if (!Array.isArray(value)) return;
      if (maxItems !== undefined && value.length > maxItems) causes.push(tooMany(trail.path(), value.length, maxItems));
      if (minItems !== undefined && value.length < minItems) {
        causes.push(invalidValue(trail.path(), value.length, `${trail.path()} in body should have at least ${minItems} items`));
      }
    });
  }
  if (minProperties !== undefined || maxProperties !== undefined) {
    out.push((value, trail, causes) => {
      if (!isObject(value)) return;
      const size = Object.keys(value).length;
      if (maxProperties !== undefined && size > maxProperties) causes.push(tooMany(trail.path(), size, maxProperties));
      if (minProperties !== undefined && size < minProperties) {
        causes.push(invalidValue(trail.path(), size, `${trail.path()} in body should have at least ${minProperties} properties`));
      }
    });
  }
  return out;
}

function enumCheck(allowed: unknown[]): Check {
  return (value, trail, causes) => {
    if (!allowed.some((each) => sameJson(each, value))) causes.push(notSupported(trail.path(), value, allowed));
  };
}

/** Keyed lists and sets hold nothing twice. */
function uniqueCheck(schema: JsonSchema): Check | undefined {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  if (type !== 'set' && type !== 'map') return undefined;
  const names = Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  const identity = (item: unknown): unknown => {
    if (type === 'set' || !isObject(item)) return item;
    return Object.fromEntries(names.filter((name) => Object.hasOwn(item, name)).map((name) => [name, item[name]]));
  };
  return (value, trail, causes) => {
    if (!Array.isArray(value) || value.length < 2) return;
    const seen = new Set<string>();
    for (const [index, item] of value.entries()) {
      const mark = identity(item);
      const text = JSON.stringify(mark);
      if (seen.has(text)) {
        const field = `${trail.path()}[${index}]`;
        causes.push(duplicate(field, mark));
      }
      seen.add(text);
    }
  };
}

/** The checks of one value that do not look into it. */
export function valueChecks(schema: JsonSchema): Check[] {
  const unique = uniqueCheck(schema);
  return [
    ...(schema.enum ? [enumCheck(schema.enum)] : []),
    ...stringChecks(schema),
    ...numberChecks(schema),
    ...sizeChecks(schema),
    ...(unique ? [unique] : []),
  ];
}
