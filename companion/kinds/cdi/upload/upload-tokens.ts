import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../lib/clock';
import { isRecord } from '../../../lib/guards';

export interface UploadClaim {
  namespace: string;
  name: string;
}

/** Tokens that allow an upload into one claim for five minutes. They end with the process. */
export interface UploadTokens {
  issue(claim: UploadClaim): string;
  /** The claim a token is for; undefined for one that is forged, broken or too old. */
  verify(token: string): UploadClaim | undefined;
}

const LIFETIME = 5 * 60_000;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function createUploadTokens(clock: Clock): UploadTokens {
  const secret = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest();
  return {
    issue({ namespace, name }) {
      const payload = { pvcName: name, namespace, exp: Math.floor((clock.now() + LIFETIME) / 1000) };
      const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },
    verify(token) {
      const [head = '', body = '', signature = '', ...rest] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(`${head}.${body}`);
      if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
      const { pvcName, namespace, exp } = decode(body) ?? {};
      if (typeof pvcName !== 'string' || typeof namespace !== 'string' || typeof exp !== 'number') return undefined;
      return exp * 1000 > clock.now() ? { namespace, name: pvcName } : undefined;
    },
  };
}
