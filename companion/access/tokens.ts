import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../lib/api-error';
import type { Identity } from '../kinds/definition';
import { type ServiceAccountAuthenticator, TokenRefused } from './service-accounts';
import { ANONYMOUS, type Authenticator } from './types';

export interface TokenUser {
  token: string;
  identity: Identity;
}

/** The people of a fresh local cluster: an administrator and someone with one project. */
const FIRST_USERS: readonly Identity[] = [
  { username: 'admin', uid: 'admin', groups: ['system:masters'] },
  { username: 'developer', uid: 'developer', groups: [] },
];

const TOKEN_PROTOCOL = 'base64url.bearer.authorization.k8s.io.';

/** One user of the file, as kube-apiserver's `--token-auth-file`: `token,user,uid[,"group,group"]`. */
function parseLine(line: string): TokenUser | undefined {
  const match = /^([^,]+),([^,]+),([^,]*)(?:,"?([^"]*)"?)?$/.exec(line.trim());
  if (!match) return undefined;
  const [, token = '', username = '', uid = '', groups = ''] = match;
  return { token, identity: { username, uid, groups: groups.split(',').filter(Boolean) } };
}

/**
 * Reads the token file, or makes one with random tokens for `admin` and `developer` (mode 0600).
 * Throws when a line cannot be read.
 */
export function loadTokens(file: string): TokenUser[] {
  if (!existsSync(file)) {
    const lines = FIRST_USERS.map(({ username, uid, groups }) => `${randomBytes(24).toString('base64url')},${username},${uid},"${groups.join(',')}"`);
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  }
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line, index) => {
    const user = parseLine(line);
    if (!user) throw new Error(`${file}: line ${index + 1} is not token,user,uid,"groups"`);
    return user;
  });
}

function sameToken(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

const unauthorized = () => new ApiError(401, 'Unauthorized', 'Unauthorized');

/** The token of a WebSocket client, which cannot set headers: in a subprotocol, beside exactly one other protocol. */
function protocolToken(header: string): string | undefined {
  const offered = header.split(',').map((each) => each.trim());
  const carriers = offered.filter((each) => each.startsWith(TOKEN_PROTOCOL));
  const [carrier] = carriers;
  if (!carrier) return undefined;
  if (offered.length - carriers.length < 1) throw unauthorized();
  return Buffer.from(carrier.slice(TOKEN_PROTOCOL.length), 'base64url').toString('utf8');
}

/** Groups every user who showed a valid token has. */
function authenticated(identity: Identity): Identity {
  return { ...identity, groups: [...identity.groups, 'system:authenticated'] };
}

/** The person a token of the file belongs to. */
export function identityOfToken(users: readonly TokenUser[], token: string): Identity | undefined {
  const user = users.find((each) => sameToken(each.token, token));
  return user && authenticated(user.identity);
}

function accountOf(accounts: ServiceAccountAuthenticator | undefined, token: string): Identity | undefined {
  try {
    return accounts?.authenticate(token)?.identity;
  } catch (error) {
    if (error instanceof TokenRefused) return undefined;
    throw error;
  }
}

/** Knows the people of the token file and, when `accounts` is given, the cluster's service accounts. */
export function createTokenAuthenticator(users: readonly TokenUser[], fallback: Identity = ANONYMOUS, accounts?: ServiceAccountAuthenticator): Authenticator {
  const find = (token: string): Identity => {
    const identity = identityOfToken(users, token) ?? accountOf(accounts, token);
    if (!identity) throw unauthorized();
    return identity;
  };
  return {
    authenticate(headers) {
      const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
      if (bearer) return find(bearer.trim());
      if (headers.authorization) throw unauthorized();
      const token = tokenInProtocols(headers);
      return token === undefined ? fallback : find(token);
    },
  };
}

function tokenInProtocols(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['sec-websocket-protocol'];
  return header ? protocolToken(header) : undefined;
}

export function identityOf(users: readonly TokenUser[], username: string): Identity | undefined {
  const user = users.find((each) => each.identity.username === username);
  return user && authenticated(user.identity);
}
