import type { StatusCause } from '../../../../contracts/objects';
import { badInteger } from '../../../api/errors';
import { badRequest, invalid } from '../../../lib/api-error';
import { forbiddenChange, invalidValue } from '../causes';

/** What a request for a log asks for. */
export interface LogOptions {
  container: string;
  follow: boolean;
  previous: boolean;
  timestamps: boolean;
  tailLines?: number;
  limitBytes?: number;
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name);
  if (given === null || given === '') return undefined;
  if (!/^-?\d{1,18}$/.test(given)) throw badInteger(given);
  return Number(given);
}

/** Go reads `1`, `true` and the bare name as yes. */
function flag(query: URLSearchParams, name: string): boolean {
  const given = query.get(name);
  return given !== null && !['false', '0'].includes(given.toLowerCase());
}

function timeCauses(query: URLSearchParams, seconds: number | undefined): StatusCause[] {
  const since = query.get('sinceTime') ?? '';
  if (since && Number.isNaN(Date.parse(since))) throw badRequest(`parsing time ${JSON.stringify(since)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(since)} as "2006"`);
  if (since && seconds !== undefined) return [forbiddenChange('', 'at most one of `sinceTime` or `sinceSeconds` may be specified')];
  return seconds !== undefined && seconds < 1 ? [invalidValue('sinceSeconds', seconds, 'must be greater than 0')] : [];
}

/**
 * The options in the query of `pods/log`. Since when the log is wanted is looked at but leaves nothing out: nobody wrote
 * down when a guest said which line.
 */
export function logOptions(pod: string, query: URLSearchParams): LogOptions {
  const [tailLines, limitBytes, seconds] = [integer(query, 'tailLines'), integer(query, 'limitBytes'), integer(query, 'sinceSeconds')];
  const causes: StatusCause[] = [];
  if (tailLines !== undefined && tailLines < 0) causes.push(invalidValue('tailLines', tailLines, 'must be greater than or equal to 0'));
  if (limitBytes !== undefined && limitBytes < 1) causes.push(invalidValue('limitBytes', limitBytes, 'must be greater than 0'));
  causes.push(...timeCauses(query, seconds));
  if (causes.length > 0) throw invalid({ group: '', kind: 'PodLogOptions' }, pod, causes);
  return {
    container: query.get('container') ?? '',
    follow: flag(query, 'follow'),
    previous: flag(query, 'previous'),
    timestamps: flag(query, 'timestamps'),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(limitBytes === undefined ? {} : { limitBytes }),
  };
}
