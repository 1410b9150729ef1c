import { consoleFetchJSON } from '../../console-sdk/console-fetch';
import { HttpError } from '../../console-sdk/http-error';

export interface Who {
  /** The name the cluster knows the user by; undefined when it does not say. */
  name: string | undefined;
  /** Whom one may act as instead; empty where the server offers no choice. */
  users: string[];
}

const SESSION = '/api/virtdeck/session';

/** Who am I, and whom may I be? */
export async function askWho(): Promise<Who> {
  const [name, users] = await Promise.all([askName(), askUsers()]);
  return { name, users };
}

/** Acts as another user from now on. Everything on the page belongs to the old one, so the page starts again. */
export async function become(user: string): Promise<void> {
  await consoleFetchJSON.post(SESSION, { user });
  window.location.assign(window.SERVER_FLAGS?.basePath ?? '/');
}

async function askName(): Promise<string | undefined> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  try {
    return nameIn(await consoleFetchJSON.post('/api/kubernetes/apis/authentication.k8s.io/v1/selfsubjectreviews', review));
  } catch (error) {
    console.error('The cluster does not say who the user is', error);
    return undefined;
  }
}

async function askUsers(): Promise<string[]> {
  try {
    const { users } = fields(await consoleFetchJSON(SESSION));
    return Array.isArray(users) ? users.filter((each): each is string => typeof each === 'string') : [];
  } catch (error) {
    // Only the local server knows users to choose from; in front of a cluster there is no such path.
    if (!(error instanceof HttpError && error.code === 404)) console.error('The users could not be asked', error);
    return [];
  }
}

/** The user name in the answer to a SelfSubjectReview. */
export function nameIn(review: unknown): string | undefined {
  const { username } = fields(fields(fields(review).status).userInfo);
  return typeof username === 'string' ? username : undefined;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
