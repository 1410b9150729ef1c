import { ConfigMapKind, type KindRef } from '../../contracts/kinds';
import type { KubeObject, UnknownObject } from '../../contracts/objects';
import { defaultBindings, defaultRoles } from '../access/default-roles';
import type { KindDefinition } from '../kinds/definition';
import { ApiError } from '../lib/api-error';
import type { ObjectClient } from '../store/client';
import { emptySources, guestImport } from './boot-sources';
import { namespaces, nodes, products, storage, type NodeSize } from './cluster';
import { consoleObjects } from './console-objects';
import templateRows from './data/templates.json';
import { instanceTypes } from './instance-types';
import { Namespaces } from './objects';
import { openshift } from './openshift';
import { preferences } from './preferences';
import { templates } from './templates';

/** Raised when the world gains objects: they are added to older data folders, and nothing a person deleted comes back. */
const SEED_VERSION = '2';
const MARKER = { name: 'virtdeck-seed', namespace: 'kube-system' };

export interface SeedOptions {
  definitions: readonly KindDefinition[];
  nodeCount: number;
  nodeSize: NodeSize;
  /** `docker://…` of the built-in guest; undefined when there is none. */
  guestRegistry: string | undefined;
  /** RFC 3339. */
  now: string;
}

function kindOf(definitions: readonly KindDefinition[], object: KubeObject): KindRef<UnknownObject> & { status: boolean } {
  const slash = object.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash);
  const version = object.apiVersion.slice(slash + 1);
  const definition = definitions.find((each) => each.group === group && each.kind === object.kind);
  const served = definition?.versions.find((each) => each.name === version);
  if (!definition || !served) throw new Error(`the seed needs ${object.apiVersion} ${object.kind}, which is not served`);
  return { group, version, kind: object.kind, plural: definition.plural, namespaced: definition.namespaced, status: served.status ?? false };
}

/** A bare API server has only a part of the world. */
function isServed(definitions: readonly KindDefinition[], object: KubeObject): boolean {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  return definitions.some((each) => each.group === group && each.kind === object.kind);
}

async function ensure(client: ObjectClient, definitions: readonly KindDefinition[], object: UnknownObject): Promise<void> {
  const { status, ...kind } = kindOf(definitions, object);
  try {
    await client.create(kind, object);
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return;
    throw error;
  }
  if (!status || object.status === undefined) return;
  await client.mutate(kind, object.metadata.name, object.metadata.namespace, (draft) => { draft.status = object.status; }, { subresource: 'status' });
}

function world(options: SeedOptions): UnknownObject[] {
  const team = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'developer-edit', namespace: Namespaces.team },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'developer' }],
    roleRef: { kind: 'ClusterRole', apiGroup: 'rbac.authorization.k8s.io', name: 'edit' },
  };
  const sources = [...new Set(templateRows.map((row) => row.dataSource))];
  return [
    ...namespaces(),
    ...(defaultRoles() as unknown as UnknownObject[]),
    ...(defaultBindings(Namespaces.images, Namespaces.templates) as unknown as UnknownObject[]),
    team,
    ...nodes(options.nodeCount, options.nodeSize, options.now),
    ...storage(),
    ...products(options.now),
    ...instanceTypes(),
    ...preferences(),
    ...templates(),
    ...emptySources(sources),
    ...consoleObjects(),
    ...openshift(options.now),
  ];
}

/**
 * Makes the first world of a local cluster. Later starts only follow what changed outside: the address of the registry
 * endpoint (its port may differ). Rejects with the first object that is refused.
 */
export async function seedWorld(client: ObjectClient, options: SeedOptions): Promise<void> {
  const marker = client.get(ConfigMapKind, MARKER.name, MARKER.namespace);
  if (marker === undefined) {
    for (const object of namespaces()) await ensure(client, options.definitions, object);
    const served = world(options).filter((object) => isServed(options.definitions, object));
    await Promise.all(served.map((object) => ensure(client, options.definitions, object)));
    await client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata: MARKER, data: { version: SEED_VERSION } });
  }
  if (options.guestRegistry) await followRegistry(client, options, options.guestRegistry, marker === undefined);
}

async function followRegistry(client: ObjectClient, options: SeedOptions, registry: string, first: boolean): Promise<void> {
  const wanted = guestImport(registry);
  const kind = kindOf(options.definitions, wanted);
  if (first) return ensure(client, options.definitions, wanted);
  // Gone means that a person deleted it.
  await client.mutate(kind, wanted.metadata.name, wanted.metadata.namespace, (draft) => {
    draft.spec = wanted.spec;
  });
}
