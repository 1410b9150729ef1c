import type { IncomingHttpHeaders } from 'node:http';
import type { Authorizer } from '../../access/types';
import type { AccessAttributes, Identity } from '../../kinds/definition';
import { authorize } from './authorize';

const EXTRA = 'impersonate-extra-';
const AUTHENTICATION = 'authentication.k8s.io/v1';

/** Impersonate-* headers without a user: a real server does not foresee this, and answers 500 in plain text. */
export class NobodyImpersonated extends Error {
  constructor(what: string) {
    super(`requested ${what} without impersonating a user`);
  }
}

/** The object references of Go's filter as it prints them: kind, namespace, name, uid, API version, resource version, field. */
function requested(groups: readonly string[], extra: Record<string, string[]>, uid: string | undefined): string {
  const references = [
    ...groups.map((name) => `{Group  ${name}    }`),
    ...Object.entries(extra).flatMap(([key, values]) => values.map((name) => `{UserExtra  ${name}  ${AUTHENTICATION}  ${key}}`)),
    ...(uid ? [`{UID  ${uid}  ${AUTHENTICATION}  }`] : []),
  ];
  return `[${references.join(' ')}]`;
}

/** The user a request acts as: who sent it, or whom its Impersonate-* headers name, when that is allowed. */
export function impersonated(authorizer: Authorizer, user: Identity, headers: IncomingHttpHeaders): Identity {
  const username = single(headers['impersonate-user']);
  const groups = list(headers['impersonate-group']);
  const uid = single(headers['impersonate-uid']);
  const extra = extraOf(headers);
  if (!username) {
    if (groups.length > 0 || uid || Object.keys(extra).length > 0) {
      throw new NobodyImpersonated(requested(groups, extra, uid));
    }
    return user;
  }
  for (const attributes of needed(username, groups, uid, extra)) authorize(authorizer, user, attributes);
  const authenticated = username === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated';
  return {
    username,
    ...(uid ? { uid } : {}),
    groups: [...new Set([...defaultGroups(username, groups), authenticated])],
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  };
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

function defaultGroups(username: string, groups: string[]): string[] {
  const namespace = SERVICE_ACCOUNT.exec(username)?.[1];
  return namespace && groups.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`] : groups;
}

function needed(username: string, groups: string[], uid: string | undefined, extra: Record<string, string[]>): AccessAttributes[] {
  const account = SERVICE_ACCOUNT.exec(username);
  const who: AccessAttributes = account?.[1] && account[2]
    ? { verb: 'impersonate', group: '', resource: 'serviceaccounts', namespace: account[1], name: account[2] }
    : { verb: 'impersonate', group: '', resource: 'users', name: username };
  const others = groups.map((name): AccessAttributes => ({ verb: 'impersonate', group: '', resource: 'groups', name }));
  const uids: AccessAttributes[] = uid ? [{ verb: 'impersonate', group: 'authentication.k8s.io', resource: 'uids', name: uid }] : [];
  const extras = Object.entries(extra).flatMap(([key, values]) =>
    values.map((name): AccessAttributes => ({ verb: 'impersonate', group: 'authentication.k8s.io', resource: 'userextras', subresource: key, name })),
  );
  return [who, ...others, ...uids, ...extras];
}

function extraOf(headers: IncomingHttpHeaders): Record<string, string[]> {
  const names = Object.keys(headers).filter((name) => name.startsWith(EXTRA));
  return Object.fromEntries(names.map((name) => [safeDecode(name.slice(EXTRA.length)), list(headers[name])]));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Node joins repeated headers of this name with a comma. */
function list(value: string | string[] | undefined): string[] {
  const values = Array.isArray(value) ? value : (value ?? '').split(',');
  return values.map((each) => each.trim()).filter((each) => each !== '');
}
