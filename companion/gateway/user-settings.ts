import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigMapKind, NamespaceKind } from '../../contracts/kinds';
import { RoleBindingKind, RoleKind } from '../access/authorizer';
import type { Identity } from '../kinds/definition';
import { ApiError } from '../lib/api-error';
import type { ObjectClient } from '../store/client';
import { sendJson } from './backend';

const NAMESPACE = 'openshift-console-user-settings';

/** `user-settings-<id>`: the hex SHA-256 of the user name, as the OpenShift Console computes it. */
export function settingsName(user: Identity): string {
  const id = user.username === 'kube:admin' && !user.uid ? 'kubeadmin' : createHash('sha256').update(user.username).digest('hex');
  return `user-settings-${id}`;
}

async function ensure(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
  }
}

/** The ConfigMap that keeps a user's settings, with the rights for that user alone; several tabs may ask at once. */
async function ensureSettings(client: ObjectClient, user: Identity) {
  const name = settingsName(user);
  const metadata = { name, namespace: NAMESPACE };
  const apiGroup = 'rbac.authorization.k8s.io';
  await ensure(() => client.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }));
  await ensure(() =>
    client.create(RoleKind, {
      apiVersion: `${apiGroup}/v1`,
      kind: 'Role',
      metadata: { name: `${name}-role`, namespace: NAMESPACE },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'patch', 'update', 'watch'], resourceNames: [name] }],
    }),
  );
  await ensure(() =>
    client.create(RoleBindingKind, {
      apiVersion: `${apiGroup}/v1`,
      kind: 'RoleBinding',
      metadata: { name: `${name}-rolebinding`, namespace: NAMESPACE },
      subjects: [{ kind: 'User', apiGroup, name: user.username }],
      roleRef: { kind: 'Role', apiGroup, name: `${name}-role` },
    }),
  );
  await ensure(() => client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata }));
  return client.get(ConfigMapKind, name, NAMESPACE);
}

/** `/api/console/user-settings`: GET reads, POST makes, DELETE removes the caller's settings. */
export async function serveUserSettings(req: IncomingMessage, res: ServerResponse, client: ObjectClient, user: Identity): Promise<void> {
  if (req.method === 'POST') return sendJson(res, 200, await ensureSettings(client, user));
  if (req.method === 'DELETE') {
    await client.delete(ConfigMapKind, settingsName(user), NAMESPACE);
    res.writeHead(204).end();
    return;
  }
  const found = client.get(ConfigMapKind, settingsName(user), NAMESPACE);
  sendJson(res, found ? 200 : 404, found ?? { error: 'no settings yet' });
}
