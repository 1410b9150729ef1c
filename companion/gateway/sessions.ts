import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { identityOf, type TokenUser } from '../access/tokens';
import type { Identity } from '../kinds/definition';
import { readBody, sendJson, sendText } from './backend';
import { cookies } from './security';

const COOKIE = 'virtdeck-session';
const PATH = '/api/virtdeck/session';

/** Which user of the token file a browser acts as. The first one is `defaultUser`; a page may choose another. */
export interface Sessions {
  userOf(req: IncomingMessage): Identity;
  /** GET: who am I, whom may I be. POST `{"user": name}`: become. True when the request was for here. */
  serve(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean>;
}

export function createSessions(users: readonly TokenUser[], defaultUser: string): Sessions {
  const chosen = new Map<string, string>();
  const nameOf = (req: IncomingMessage) => chosen.get(cookies(req.headers.cookie).get(COOKIE) ?? '') ?? defaultUser;
  const userOf = (req: IncomingMessage): Identity => {
    const identity = identityOf(users, nameOf(req)) ?? identityOf(users, defaultUser);
    if (!identity) throw new Error(`the token file has no user ${defaultUser}`);
    return identity;
  };

  const become = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const name = parseUser((await readBody(req)).toString('utf8'));
    if (!name || !identityOf(users, name)) return sendText(res, 400, `no user ${name ?? ''} in the token file`);
    const id = cookies(req.headers.cookie).get(COOKIE) ?? randomBytes(24).toString('base64url');
    chosen.set(id, name);
    res.setHeader('Set-Cookie', `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict`);
    sendJson(res, 200, { user: name });
  };

  return {
    userOf,
    async serve(req, res, url) {
      if (url.pathname !== PATH) return false;
      if (req.method === 'POST') await become(req, res);
      else sendJson(res, 200, { user: userOf(req).username, users: users.map((each) => each.identity.username) });
      return true;
    },
  };
}

function parseUser(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const user = typeof body === 'object' && body !== null && 'user' in body ? body.user : undefined;
    return typeof user === 'string' ? user : undefined;
  } catch {
    return undefined;
  }
}
