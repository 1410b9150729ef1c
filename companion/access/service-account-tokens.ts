import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isRecord } from '../lib/guards';
import type { Clock } from '../lib/clock';

/** Who issues the tokens, and the audience of a token that names none: the API server itself. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

interface ObjectId {
  name: string;
  uid: string;
}

/** What a token says: the claims of Kubernetes' bound service account tokens. */
export interface Claims {
  aud: string[];
  exp: number;
  iat: number;
  iss: string;
  jti: string;
  'kubernetes.io': { namespace: string; node?: ObjectId; pod?: ObjectId; secret?: ObjectId; serviceaccount: ObjectId };
  nbf: number;
  sub: string;
}

export type TokenSubject = Claims['kubernetes.io'];

export interface TokenSigner {
  /** A signed token (RS256); lifetime in seconds. */
  issue(subject: TokenSubject, options: { audiences: string[]; seconds: number }): { token: string; claims: Claims };
  /** The claims of a token this signer made, whatever their time; undefined for any other text. */
  read(token: string): Claims | undefined;
}

/** RSA key of the signer in PEM; made at first use with mode 0600. */
function loadKey(file: string): KeyObject {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return createPrivateKey(readFileSync(file));
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function parse(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}

const isId = (value: unknown): value is ObjectId => isRecord(value) && typeof value.name === 'string' && typeof value.uid === 'string';

function isClaims(value: unknown): value is Claims {
  if (!isRecord(value) || !Array.isArray(value.aud) || typeof value.exp !== 'number' || typeof value.nbf !== 'number') return false;
  const subject = value['kubernetes.io'];
  return isRecord(subject) && typeof subject.namespace === 'string' && isId(subject.serviceaccount);
}

/** Signs and reads service account tokens with the key in `file`. */
export function createTokenSigner(file: string, clock: Clock): TokenSigner {
  const key = loadKey(file);
  const publicKey = createPublicKey(key);
  const kid = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64url');
  const header = part({ alg: 'RS256', kid });
  return {
    issue({ namespace, serviceaccount, ...bound }, { audiences, seconds }) {
      const now = Math.floor(clock.now() / 1000);
      const claims: Claims = {
        aud: audiences,
        exp: now + seconds,
        iat: now,
        iss: ISSUER,
        jti: randomUUID(),
        'kubernetes.io': { namespace, ...bound, serviceaccount },
        nbf: now,
        sub: `system:serviceaccount:${namespace}:${serviceaccount.name}`,
      };
      const content = `${header}.${part(claims)}`;
      return { token: `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`, claims };
    },
    read(token) {
      const [head, body, signature, ...rest] = token.split('.');
      if (head !== header || body === undefined || signature === undefined || rest.length > 0) return undefined;
      if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))) return undefined;
      const claims = parse(body);
      return isClaims(claims) ? claims : undefined;
    },
  };
}
