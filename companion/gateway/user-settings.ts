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

async function removeSettings(client: ObjectClient, user: Identity): Promise<void> {
  const name = settingsName(user);
  const gone = async (remove: Promise<unknown>) => {
    try {
      await remove;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
    }
  };
  await gone(client.delete(RoleBindingKind, `${name}-rolebinding`, NAMESPACE));
  await gone(client.delete(RoleKind, `${name}-role`, NAMESPACE));
  await gone(client.delete(ConfigMapKind, name, NAMESPACE));
}

/** `/api/console/user-settings`: GET reads, POST makes, DELETE removes the caller's settings. */
export async function serveUserSettings(req: IncomingMessage, res: ServerResponse, client: ObjectClient, user: Identity): Promise<void> {
  switch (req.method) {
    case 'GET': {
      const found = client.get(ConfigMapKind, settingsName(user), NAMESPACE);
      return sendJson(res, found ? 200 : 404, found ?? { error: `Failed to get user settings: configmaps "${settingsName(user)}" not found` });
    }
    case 'POST':
      return sendJson(res, 200, await ensureSettings(client, user));
    case 'DELETE':
      await removeSettings(client, user);
      res.writeHead(204).end();
      return;
    default:
      sendJson(res, 405, { error: 'Unsupported method, supported methods are GET POST DELETE' }, { allow: 'GET, POST, DELETE' });
  }
}
