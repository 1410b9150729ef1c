import type { UnknownObject } from '../../contracts/objects';
import { badRequest } from '../lib/api-error';
import type { KindDefinition, VirtualRequest } from '../kinds/definition';
import { strings, text } from '../kinds/read';
import { reviewKind, userInfo } from './reviews';
import { ISSUER } from './service-account-tokens';
import { type ServiceAccountAuthenticator, type TokenFindings, TokenRefused } from './service-accounts';
import { identityOfToken, type TokenUser } from './tokens';

interface Known {
  users: readonly TokenUser[];
  accounts: ServiceAccountAuthenticator;
}

/** People's tokens speak to the API server and to nobody else. */
function personOf(users: readonly TokenUser[], token: string, audiences: readonly string[]): TokenFindings | undefined {
  const identity = audiences.includes(ISSUER) ? identityOfToken(users, token) : undefined;
  return identity && { identity, audiences: [ISSUER] };
}

function findingsOf({ users, accounts }: Known, token: string, audiences: readonly string[]): TokenFindings | string {
  try {
    return personOf(users, token, audiences) ?? accounts.authenticate(token, audiences) ?? 'invalid bearer token';
  } catch (error) {
    if (error instanceof TokenRefused) return `[invalid bearer token, ${error.message}]`;
    throw error;
  }
}

function review(known: Known, { body }: VirtualRequest): UnknownObject {
  const token = text(body, 'spec', 'token');
  if (token === '') throw badRequest('token is required for TokenReview in authentication');
  const wanted = strings(body, 'spec', 'audiences');
  const found = findingsOf(known, token, wanted.length > 0 ? wanted : [ISSUER]);
  const status = typeof found === 'string' ? { user: {}, error: found } : { authenticated: true, user: userInfo(found.identity), audiences: found.audiences };
  return { kind: 'TokenReview', apiVersion: 'authentication.k8s.io/v1', metadata: { name: '' }, spec: body?.spec, status };
}

/** TokenReview: whose token is this? */
export function tokenReviewKind(known: Known): KindDefinition {
  return reviewKind('TokenReview', 'authentication.k8s.io', false, (request) => review(known, request));
}
