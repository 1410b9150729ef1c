import type { IncomingHttpHeaders } from 'node:http';
import type { AccessAttributes, Identity } from '../kinds/definition';

export interface AccessDecision {
  allowed: boolean;
  /** `RBAC: allowed by …`, as access reviews show it. */
  reason?: string;
}

/** Decides every request by the RBAC objects in the store; `system:masters` may do everything. */
export interface Authorizer {
  authorize(user: Identity, attributes: AccessAttributes): AccessDecision;
}

/** Who a request is from: bearer token, or for WebSockets the token subprotocol. A wrong token throws a 401 ApiError; none is `system:anonymous`. */
export interface Authenticator {
  authenticate(headers: IncomingHttpHeaders): Identity;
}

export const ANONYMOUS: Identity = { username: 'system:anonymous', groups: ['system:unauthenticated'] };
