import { ApiError, badRequest } from '../../lib/api-error';
import { isFields } from '../../kinds/read';

const API_VERSION = 'meta.k8s.io/v1';

export interface ContinueToken {
  /** The revision all pages show; -1 for "whatever is there" after an expired token. */
  revision: number;
  /** The first key of the next page. */
  start: string;
}

/** base64url of `{"v":"meta.k8s.io/v1","rv":2429,"start":"/p1\u0000"}`: the key after the last one given. */
export function encodeContinue(revision: number, lastKey: string): string {
  const token = { v: API_VERSION, rv: revision, start: `/${lastKey}\u0000` };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** Reads a token of ours; what is forged or broken is a 400. */
export function decodeContinue(text: string): ContinueToken {
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(text)) throw invalidToken('illegal base64 data at input byte 0');
  const value = parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (!isFields(value)) throw invalidToken('unexpected end of JSON input');
  const { v, rv, start } = value;
  if (v !== API_VERSION) throw invalidToken(`server does not recognize this encoded version ${String(v ?? '')}`);
  if (rv === undefined || rv === 0) throw invalidToken('incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  if (typeof rv !== 'number' || !Number.isSafeInteger(rv) || rv < -1) throw invalidToken('json: cannot unmarshal into Go struct field continueToken.rv of type int64');
  if (typeof start !== 'string' || start === '') throw invalidToken('encoded start key empty (version meta.k8s.io/v1)');
  const key = start.startsWith('/') ? start.slice(1) : start;
  if (key.split('/').some((part) => part === '..' || part === '.')) throw invalidToken(start);
  return { revision: rv, start: key };
}

/** 410 with a token that continues from the same place on whatever is there then. */
export function expiredToken({ start }: ContinueToken): ApiError {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';
  const token = Buffer.from(JSON.stringify({ v: API_VERSION, rv: -1, start: `/${start}` })).toString('base64url');
  return new ApiError(410, 'Expired', message, undefined, { continue: token });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalidToken(`invalid character '${json.trimStart()[0] ?? ''}' looking for beginning of value`);
  }
}

function invalidToken(why: string): ApiError {
  return badRequest(`invalid continue token: continue key is not valid: ${why}`);
}
