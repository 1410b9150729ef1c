import { parseDocument } from 'yaml';
import { ApiError } from '../../lib/api-error';
import { noObject, unrecognized } from '../decode-error';
import { goType } from '../patch/decode';
import { isFields } from '../../kinds/read';
import type { Fields } from '../../kinds/read';
import { decodeProtobuf } from '../protobuf/decode';

/** Deeper than any schema, and far from the end of the JavaScript stack. */
const MAX_DEPTH = 500;

const BODY_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

export type BodyFormat = 'json' | 'yaml' | 'protobuf';

/** The format of a request body by its Content-Type (none counts as JSON); others are refused with 415. */
export function bodyFormat(contentType: string | undefined): BodyFormat {
  const type = mediaType(contentType);
  if (type === '' || type === 'application/json') return 'json';
  if (type === 'application/vnd.kubernetes.protobuf') return 'protobuf';
  if (type === 'application/yaml' || type === 'text/yaml' || type === 'application/x-yaml') return 'yaml';
  throw unsupportedMediaType(BODY_TYPES);
}

/** The type without parameters, in lower case. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function unsupportedMediaType(accepted: string[]): ApiError {
  return new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
}

/** Parses a body; `refuse` words the refusal of text that is not of its format. */
export function parseBody(body: Buffer, format: BodyFormat, refuse: (why: string) => ApiError): unknown {
  if (format === 'protobuf') return decodeProtobuf(body);
  const text = body.toString('utf8');
  const value = format === 'json' ? parseJson(text, refuse) : parseYaml(text, refuse);
  if (depthOf(value) > MAX_DEPTH) throw refuse('exceeded max depth');
  return value;
}

/** The JSON or YAML object of a request body. */
export function decodeObject(body: Buffer, format: BodyFormat, kind: string): Fields {
  const value = parseBody(body, format, (why) => unrecognized(kind, `couldn't get version/kind; json parse error: ${why}`, body));
  if (!isFields(value)) throw unrecognized(kind, noObject(goType(value)), body);
  return value;
}

function parseJson(text: string, refuse: (why: string) => ApiError): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw refuse(goMessage(text, error));
  }
}

/** Go's words for the commonest faults; the position is V8's where it gives one. */
function goMessage(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/end of JSON input|Unterminated/.test(message)) return 'unexpected end of JSON input';
  const at = /position (\d+)/.exec(message)?.[1];
  const character = at === undefined ? text.trimStart()[0] : text[Number(at)];
  return character === undefined ? 'unexpected end of JSON input' : `invalid character '${character}' looking for beginning of value`;
}

function parseYaml(text: string, refuse: (why: string) => ApiError): unknown {
  try {
    const document = parseDocument(text, { schema: 'core', maxAliasCount: 100 } as object);
    const fault = document.errors[0];
    if (fault) throw fault;
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return JSON.parse(JSON.stringify(value ?? null));
  } catch (error) {
    throw refuse(`error converting YAML to JSON: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'yaml'}`);
  }
}

/** Nesting of a parsed value, found without recursion. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= MAX_DEPTH) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const member of Object.values(item)) if (typeof member === 'object' && member !== null) next.push(member);
    }
    if (next.length > 0) depth += 1;
    level = next;
  }
  return depth;
}
