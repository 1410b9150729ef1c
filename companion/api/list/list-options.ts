import { ApiError, badRequest } from '../../lib/api-error';
import type { StatusCause } from '../../../contracts/objects';
import { forbiddenField, integer, invalidOptions, unsupported } from '../http/options';
import { decodeContinue } from './continue-token';
import type { ContinueToken } from './continue-token';

export interface ListOptions {
  /** 0 for no limit. */
  limit: number;
  token?: ContinueToken;
  /** Undefined: the newest. */
  revision?: number;
  /** Exactly that revision, or any not older. */
  exact: boolean;
}

/** Reads and checks limit, continue, resourceVersion and resourceVersionMatch of a list. */
export function listOptions(query: URLSearchParams): ListOptions {
  const limit = Math.max(0, integer(query, 'limit') ?? 0);
  const version = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const next = query.get('continue') ?? '';
  integer(query, 'timeoutSeconds');
  const causes = match === '' ? [] : matchCauses(match, version, next);
  if (query.get('sendInitialEvents') !== null) causes.push(forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  if (causes.length > 0) throw invalidOptions('ListOptions', causes);
  if (next !== '') {
    if (version !== '' && version !== '0') throw badRequest('specifying resource version is not allowed when using continue');
    return { limit, token: decodeContinue(next), exact: false };
  }
  if (version === '' || version === '0') return { limit, exact: false };
  if (!/^\d{1,15}$/.test(version)) {
    throw badRequest(`invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`);
  }
  const exact = match === 'Exact' || (match === '' && limit > 0);
  return { limit, revision: Number(version), exact };
}

function matchCauses(match: string, version: string, next: string): StatusCause[] {
  const causes: StatusCause[] = [];
  const refuse = (why: string) => causes.push(forbiddenField('resourceVersionMatch', why));
  if (version === '') refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (next !== '') refuse('resourceVersionMatch is forbidden when continue is provided');
  if (match !== 'Exact' && match !== 'NotOlderThan') causes.push(unsupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
  if (match === 'Exact' && version === '0') refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  return causes;
}

/** A resourceVersion as the storage reads it: what is no number is an error of its own, without a reason. */
export function storageRevision(version: string): number {
  if (/^\d{1,18}$/.test(version)) return Number(version);
  const quoted = JSON.stringify(version);
  throw new ApiError(500, '', `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`);
}

/** A revision the server has not reached: clients are told to come back, as after the API server's own wait. */
export function tooLargeVersion(wanted: number, current: number): ApiError {
  return new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

export function expiredVersion(): ApiError {
  return new ApiError(410, 'Expired', 'The resourceVersion for the provided list is too old.');
}
