import type { StatusCause } from '../../contracts/objects';
import { ApiError, invalid } from '../lib/api-error';

/** A body, or what a patch has made of an object, that Go's decoder does not take. */
export class DecodeError extends ApiError {
  constructor(
    /** Without the words about what was being decoded. */
    readonly why: string,
    message: string,
  ) {
    super(400, 'BadRequest', message);
  }
}

/** 400 in the words of a decoder that met a wrong type. */
export function cannotHandle(wanted: string, given: { kind: string; version: string }, why: string): DecodeError {
  return new DecodeError(why, `${given.kind} in version ${JSON.stringify(given.version)} cannot be handled as a ${wanted}: ${why}`);
}

/** How much of a body a refusal repeats. */
const SHOWN_BYTES = 30;

function summary(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const format = body.toString('latin1', 0, 1) === '{' ? 'utf8' : 'hex';
  return body.toString(format, 0, SHOWN_BYTES) + (body.length > SHOWN_BYTES ? ' ...' : '');
}

/** 400 about a body that does not even say what it is; JSON objects are shown by their beginning, all else in hexadecimal. */
export function unrecognized(kind: string, why: string, body: Buffer | string): DecodeError {
  return new DecodeError(why, `the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(Buffer.from(body))})`);
}

/** The same fault found after a patch: 422 that shows what the patch led to. */
export function invalidPatch(patched: string, why: string): ApiError {
  const cause: StatusCause = { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(patched)}: ${why}`, field: 'patch' };
  return invalid({ group: '', kind: '' }, '', [cause]);
}

const LOOKS_FOR = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** Go's words for JSON that is no object where one is looked for. */
export function noObject(type: string): string {
  return `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type ${LOOKS_FOR}`;
}
