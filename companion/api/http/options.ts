import type { StatusCause } from '../../../contracts/objects';
import type { ApiError } from '../../lib/api-error';
import { badRequest, invalid } from '../../lib/api-error';
import type { DeleteOptions } from '../../store/client';
import { isFields } from '../../kinds/read';
import type { FieldValidation } from '../core';
import { badInteger } from '../errors';
import type { Fields } from '../../kinds/read';
import { noObject } from '../decode-error';
import { goType } from '../patch/decode';
import { parseBody, bodyFormat } from './decode';

export type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions' | 'ListOptions';

/** 422 about the options of a request, in the form of `metav1` validation. */
export function invalidOptions(kind: OptionsKind, causes: StatusCause[]): ApiError {
  return invalid({ group: 'meta.k8s.io', kind }, '', causes);
}

export const unsupported = (field: string, value: unknown, supported: string[]): StatusCause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((each) => JSON.stringify(each)).join(', ')}`,
  field,
});

export const forbiddenField = (field: string, why: string): StatusCause => ({ reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field });

export interface WriteOptions {
  dryRun: boolean;
  fieldManager?: string;
  fieldValidation: FieldValidation;
}

/** The query parameters every write understands. */
export function writeOptions(kind: OptionsKind, query: URLSearchParams): WriteOptions {
  const fieldManager = query.get('fieldManager') ?? '';
  const causes = managerCauses(fieldManager);
  const dryRun = query.getAll('dryRun').filter((each) => each !== '');
  if (dryRun.some((each) => each !== 'All')) causes.push(unsupported('dryRun', dryRun, ['All']));
  const validation = query.get('fieldValidation') ?? '';
  if (!isFieldValidation(validation) && validation !== '') {
    causes.push(unsupported('fieldValidation', validation, ['', 'Ignore', 'Strict', 'Warn']));
  }
  if (causes.length > 0) throw invalidOptions(kind, causes);
  return { dryRun: dryRun.length > 0, fieldValidation: isFieldValidation(validation) ? validation : 'Warn', ...(fieldManager ? { fieldManager } : {}) };
}

/** A text as Go quotes it: control characters have escapes of their own. */
function quoted(text: string): string {
  return JSON.stringify(text).replace('\\u0007', '\\a').replace('\\u000b', '\\v').replace(/\\u00([01].)/g, '\\x$1');
}

function managerCauses(fieldManager: string): StatusCause[] {
  const causes: StatusCause[] = [];
  if (Buffer.byteLength(fieldManager) > 128) {
    causes.push({ reason: 'FieldValueTooLong', message: 'Too long: may not be more than 128 bytes', field: 'fieldManager' });
  }
  let at = 0;
  for (const character of fieldManager) {
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const message = `Invalid value: ${quoted(fieldManager)}: invalid character U+${code} (at position ${at})`;
      causes.push({ reason: 'FieldValueInvalid', message, field: 'fieldManager' });
    }
    at += Buffer.byteLength(character);
  }
  return causes;
}

function isFieldValidation(value: string): value is FieldValidation {
  return value === 'Ignore' || value === 'Warn' || value === 'Strict';
}

/** A query number; absent or empty is undefined. */
export function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^[+-]?\d{1,18}$/.test(text)) throw badInteger(text);
  return Number(text);
}

/** A query flag as Go's conversion reads it: anything but `false`, `0` and absence is true. */
export function flag(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  return text !== null && text !== 'false' && text !== '0';
}

const POLICIES = ['Foreground', 'Background', 'Orphan'] as const;
type Policy = (typeof POLICIES)[number];

export interface ParsedDelete extends DeleteOptions {
  dryRun: boolean;
}

/** Options of a deletion from the body (which wins) or the query. */
export function deleteOptions(body: Buffer, contentType: string | undefined, query: URLSearchParams): ParsedDelete {
  const given = body.length > 0 ? readOptions(body, contentType) : fromQuery(query);
  const causes: StatusCause[] = [];
  const policy = given.propagationPolicy;
  const known = POLICIES.find((each) => each === policy);
  if (policy !== undefined && given.orphanDependents !== undefined) {
    causes.push({ reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(policy)}: orphanDependents and deletionPropagation cannot be both set`, field: 'propagationPolicy' });
  }
  if (policy !== undefined && !known) causes.push(unsupported('propagationPolicy', policy, [...POLICIES, 'nil']));
  if (given.dryRun.some((each) => each !== 'All')) causes.push(unsupported('dryRun', given.dryRun, ['All']));
  if (causes.length > 0) throw invalidOptions('DeleteOptions', causes);
  const orphaning: Policy | undefined = given.orphanDependents === undefined ? undefined : given.orphanDependents ? 'Orphan' : 'Background';
  const propagationPolicy = known ?? orphaning;
  return {
    dryRun: given.dryRun.length > 0 || query.getAll('dryRun').includes('All'),
    ...(propagationPolicy ? { propagationPolicy } : {}),
    ...(given.gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: given.gracePeriodSeconds }),
    ...(given.preconditions ? { preconditions: given.preconditions } : {}),
  };
}

interface GivenOptions {
  propagationPolicy?: unknown;
  orphanDependents?: boolean;
  gracePeriodSeconds?: number;
  dryRun: string[];
  preconditions?: { uid?: string; resourceVersion?: string };
}

function fromQuery(query: URLSearchParams): GivenOptions {
  const gracePeriodSeconds = integer(query, 'gracePeriodSeconds');
  return {
    dryRun: query.getAll('dryRun').filter((each) => each !== ''),
    ...(query.get('propagationPolicy') ? { propagationPolicy: query.get('propagationPolicy') } : {}),
    ...(query.get('orphanDependents') === null ? {} : { orphanDependents: flag(query, 'orphanDependents') }),
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  };
}

/** Where the scheme of the options is registered, as it introduces itself. */
const SCHEME = 'k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:31';

/** Options are known in every version of the API and in that of their own group. */
function checkOptionsKind({ kind, apiVersion }: Fields): void {
  const isKnown = (kind ?? '') === '' || kind === 'DeleteOptions';
  const version = typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : 'v1';
  if (isKnown && /(^|\/)v\d+((alpha|beta)\d+)?$/.test(version)) return;
  throw badRequest(`no kind ${JSON.stringify(kind ?? '')} is registered for version ${JSON.stringify(version)} in scheme ${JSON.stringify(SCHEME)}`);
}

function readOptions(body: Buffer, contentType: string | undefined): GivenOptions {
  const value = parseBody(body, bodyFormat(contentType), (why) => badRequest(`couldn't get version/kind; json parse error: ${why}`));
  if (!isFields(value)) throw badRequest(noObject(goType(value)));
  checkOptionsKind(value);
  const { propagationPolicy, orphanDependents, gracePeriodSeconds, dryRun, preconditions } = value;
  if (gracePeriodSeconds !== undefined && gracePeriodSeconds !== null && !Number.isInteger(gracePeriodSeconds)) {
    throw badRequest('DeleteOptions in version "v1" cannot be handled as a DeleteOptions: json: cannot unmarshal into Go struct field DeleteOptions.gracePeriodSeconds of type int64');
  }
  const { uid, resourceVersion } = isFields(preconditions) ? preconditions : {};
  return {
    dryRun: Array.isArray(dryRun) ? dryRun.map(String) : [],
    ...(propagationPolicy === undefined || propagationPolicy === null ? {} : { propagationPolicy }),
    ...(typeof orphanDependents === 'boolean' ? { orphanDependents } : {}),
    ...(typeof gracePeriodSeconds === 'number' ? { gracePeriodSeconds } : {}),
    preconditions: {
      ...(typeof uid === 'string' ? { uid } : {}),
      ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    },
  };
}
