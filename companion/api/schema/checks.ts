import type { JsonSchema } from '../../kinds/definition';
import { isObject, sameJson } from '../patch/tree';
import { duplicate, invalidValue, notSupported, tooLong, tooMany, wrongType } from './faults';
import { formatTest } from './formats';
import { compilePattern } from './pattern';
import type { Check } from './validate';

function stringChecks(schema: JsonSchema): Check[] {
  const { pattern, maxLength, minLength, format } = schema;
  const out: Check[] = [];
  const whenString = (check: (value: string, ...rest: [Parameters<Check>[1], Parameters<Check>[2]]) => void): Check => (value, trail, causes) => {
    if (typeof value === 'string') check(value, trail, causes);
  };
  if (maxLength !== undefined) out.push(whenString((value, trail, causes) => void ([...value].length > maxLength && causes.push(tooLong(trail.path(), maxLength)))));
  if (minLength !== undefined) {
    out.push(
      whenString((value, trail, causes) => {
        if ([...value].length < minLength) causes.push(invalidValue(trail.path(), value, `${trail.path()} in body should be at least ${minLength} chars long`));
      }),
    );
  }
  const form = pattern === undefined ? undefined : compilePattern(pattern);
  if (form) {
    out.push(
      whenString((value, trail, causes) => {
        if (!form.test(value)) causes.push(invalidValue(trail.path(), value, `${trail.path()} in body should match '${pattern ?? ''}'`));
      }),
    );
  }
  const isFormat = formatTest(format);
  if (isFormat) {
    out.push(
      whenString((value, trail, causes) => {
        if (!isFormat(value)) causes.push(wrongType(trail.path(), value, `${trail.path()} in body must be of type ${format ?? ''}: ${JSON.stringify(value)}`));
      }),
    );
  }
  return out;
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
