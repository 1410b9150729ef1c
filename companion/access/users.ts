import type { KindRef } from '../../contracts/kinds';
import type { UnknownObject } from '../../contracts/objects';
import { notFound } from '../lib/api-error';
import type { Identity, KindDefinition, VirtualRequest } from '../kinds/definition';
import { strings } from '../kinds/read';
import type { ObjectReader } from '../store/client';
import type { TokenUser } from './tokens';

const GROUP = 'user.openshift.io';

export const GroupKind: KindRef = { group: GROUP, version: 'v1', kind: 'Group', plural: 'groups', namespaced: false };

/** OpenShift's Group objects the user is listed in: RBAC knows them as groups. */
export function groupObjectsOf(read: ObjectReader, { username }: Pick<Identity, 'username'>): string[] {
  return read.list(GroupKind).filter((group) => strings(group, 'users').includes(username)).map((group) => group.metadata.name);
}

function userObject({ username, uid }: Identity, groups: readonly string[] | null): UnknownObject {
  return { kind: 'User', apiVersion: `${GROUP}/v1`, metadata: { name: username, ...(uid ? { uid } : {}) }, identities: null, groups };
}

function personOf(users: readonly TokenUser[], name: string): Identity | undefined {
  return users.find(({ identity }) => identity.username === name)?.identity;
}

function handle(users: readonly TokenUser[], request: VirtualRequest): UnknownObject | UnknownObject[] {
  const { verb, name = '', user, client, allowed } = request;
  if (verb === 'list') return users.map(({ identity }) => userObject(identity, null));
  const own = name === '~' || name === user.username;
  if (own) return userObject(user, [...new Set([...user.groups, ...groupObjectsOf(client, user)])]);
  const person = personOf(users, name);
  // Everybody may ask who they are; others are for those to see who may list them.
  const visible = person && allowed({ verb: 'list', group: GROUP, resource: 'users' }).allowed;
  if (!visible) throw notFound({ group: GROUP, plural: 'users' }, name);
  return userObject(person, null);
}

const version = { name: 'v1', served: true, storage: true };

/** The people of the token file as OpenShift's users; `~` is whoever asks. */
export function userKinds(users: readonly TokenUser[]): KindDefinition[] {
  return [
    {
      group: GROUP,
      kind: 'User',
      plural: 'users',
      singular: 'user',
      namespaced: false,
      origin: 'aggregated',
      verbs: ['get', 'list'],
      versions: [
        {
          ...version,
          columns: [
            { name: 'Name', type: 'string', format: 'name', path: '.metadata.name' },
            { name: 'UID', type: 'string', path: '.metadata.uid' },
          ],
        },
      ],
      virtual: { handle: (request) => handle(users, request) },
    },
  ];
}
