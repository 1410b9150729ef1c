import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Authenticator } from '../access/types';
import type { ApiServer } from '../api/api-server';
import type { Identity } from '../kinds/definition';
import { ApiError } from '../lib/api-error';
import type { ApiBackend } from './backend';
import { refuseUpgrade, sendJson } from './backend';

export interface LocalBackend extends ApiBackend {
  /** Who a request is from; an ApiError for a token that is not known. */
  identify(req: IncomingMessage): Identity | ApiError;
}

/** Serves the local cluster's API. A request is from whom its token says, else from whom `fallback` says (the page's session). */
export function createLocalBackend(
  api: ApiServer,
  authenticatorFor: (fallback: Identity) => Authenticator,
  fallback: (req: IncomingMessage) => Identity,
): LocalBackend {
  const identify = (req: IncomingMessage): Identity | ApiError => {
    try {
      return authenticatorFor(fallback(req)).authenticate(req.headers);
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  };
  return {
    identify,
    handle(req: IncomingMessage, res: ServerResponse) {
      const user = identify(req);
      if (user instanceof ApiError) return sendJson(res, user.code, user.toStatus());
      return api.handle(req, res, user);
    },
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer) {
      const user = identify(req);
      if (user instanceof ApiError) return refuseUpgrade(socket, user.code, user.reason, JSON.stringify(user.toStatus()));
      return api.upgrade(req, socket, head, user);
    },
  };
}
