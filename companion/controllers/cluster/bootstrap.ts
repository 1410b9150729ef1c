import { type KindRef, NamespaceKind } from '../../../contracts/kinds';
import type { KubeObject, UnknownObject } from '../../../contracts/objects';
import { ClusterRoleBindingKind, ClusterRoleKind, type Role } from '../../access/authorizer';
import { uncovered } from '../../access/covers';
import { kubernetesBindings, kubernetesRoles } from '../../access/default-roles';
import { ApiError } from '../../lib/api-error';
import type { ObjectClient } from '../../store/client';
import { EndpointsKind, ServiceKind } from './endpoints';

const PriorityClassKind: KindRef = { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass', plural: 'priorityclasses', namespaced: false };
const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const AUTO_UPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

const PRIORITIES: readonly UnknownObject[] = [
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'system-node-critical' },
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'system-cluster-critical' },
    value: 2_000_000_000,
    description: 'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
];

async function ensure<T extends KubeObject>(client: ObjectClient, kind: KindRef<T>, object: T): Promise<void> {
  if (client.get(kind, object.metadata.name, object.metadata.namespace)) return;
  try {
    await client.create(kind, object);
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
}

/** A role gains the rights that newer versions give it, unless somebody has said that it shall stay as it is. */
async function reconcileRole(client: ObjectClient, role: Role): Promise<void> {
  const { name } = role.metadata;
  const known = client.get(ClusterRoleKind, name);
  if (!known) return ensure(client, ClusterRoleKind, role);
  if (known.metadata.annotations?.[AUTO_UPDATE] === 'false' || role.aggregationRule) return;
  const missing = (role.rules ?? []).filter((rule) => uncovered(known.rules ?? [], [rule]).length > 0);
  if (missing.length === 0) return;
  await client.mutate(ClusterRoleKind, name, undefined, (draft) => void (draft.rules = [...(draft.rules ?? []), ...missing]));
}

/** Where the API server listens. */
export interface ServerAddress {
  address: string;
  port: number;
}

const OWN_NAME = { name: 'kubernetes', namespace: 'default' };

/** The API server as a service, at the first address of the range for services. */
async function publishServer(client: ObjectClient, { address, port }: ServerAddress): Promise<void> {
  const ports = [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }];
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  await ensure(client, ServiceKind, { apiVersion: 'v1', kind: 'Service', metadata: { ...OWN_NAME, labels }, spec: { clusterIP: '10.96.0.1', ports } });
  const subsets = [{ addresses: [{ ip: address }], ports: [{ name: 'https', port, protocol: 'TCP' }] }];
  await ensure(client, EndpointsKind, { apiVersion: 'v1', kind: 'Endpoints', metadata: { ...OWN_NAME, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }, subsets });
  await client.mutate(EndpointsKind, OWN_NAME.name, OWN_NAME.namespace, (draft) => void (draft.subsets = subsets));
}

/** What a kube-apiserver itself makes at each start, when it is not there: namespaces, priorities, its own roles and service. */
export async function bootstrap(client: ObjectClient, server: ServerAddress): Promise<void> {
  for (const name of NAMESPACES) await ensure(client, NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const each of PRIORITIES) await ensure(client, PriorityClassKind, each);
  for (const role of kubernetesRoles()) await reconcileRole(client, role);
  for (const binding of kubernetesBindings()) await ensure(client, ClusterRoleBindingKind, binding);
  await publishServer(client, server);
}
