import { parse, parseDocument } from 'yaml';
import { badRequest } from '../../lib/api-error';

const MAX_DEPTH = 10_000;

/** Go's words for what is wrong with a JSON text, as far as a client can tell them apart. */
export function jsonFault(text: string): string {
  const broken = firstFault(text);
  return broken === undefined ? 'unexpected end of JSON input' : broken;
}

function firstFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    if (text.trim() === '' || /end of JSON input|Unterminated/i.test(words)) return undefined;
    const place = /position (\d+)/.exec(words)?.[1];
    const found = place === undefined ? undefined : text[Number(place)];
    if (found !== undefined && Number(place) > 0 && /after JSON/i.test(words)) return `invalid character '${found}' after top-level value`;
    const shown = found ?? /Unexpected token '?(.)'?/.exec(words)?.[1] ?? text.trim()[0] ?? '';
    return `invalid character '${shown}' looking for beginning of value`;
  }
}

/** Refuses texts so deeply nested that walking them would exhaust the stack. */
function checkDepth(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 92) index += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > MAX_DEPTH / 10) throw badRequest('error decoding patch: exceeded max depth');
    } else if (code === 125 || code === 93) depth -= 1;
  }
}

/** The JSON body of a patch; what is wrong with it is told after `prefix`. */
export function decodeJsonPatchBody(body: string, prefix: string): unknown {
  checkDepth(body);
  try {
    return JSON.parse(body);
  } catch {
    throw badRequest(`${prefix}${jsonFault(body)}`);
  }
}

/** The body of an apply: YAML, of which JSON is a part. */
export function decodeApplyBody(body: string): unknown {
  checkDepth(body);
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON: YAML.
  }
  try {
    return parse(body, { maxAliasCount: 100, schema: 'core', strict: true, uniqueKeys: false, logLevel: 'error' });
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw badRequest(`error decoding YAML: error converting YAML to JSON: yaml: ${words}`);
  }
}

/** Keys a YAML (or JSON) text has twice in the same map, in the words of Go's library. */
export function repeatedKeys(body: string): string[] {
  const { errors } = parseDocument(body, { schema: 'core', uniqueKeys: true, logLevel: 'silent' });
  return errors
    .filter(({ code }) => code === 'DUPLICATE_KEY')
    .map(({ pos }) => {
      const line = body.slice(0, pos[0]).split('\n').length;
      const key = /^"?([^"\s:]+)/.exec(body.slice(pos[0]))?.[1] ?? '';
      return `line ${line}: key ${JSON.stringify(key)} already set in map`;
    });
}

/** `map`, `array` … as Go names the type of a JSON value. */
export function goType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}
