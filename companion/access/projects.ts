import { NamespaceKind } from '../../contracts/kinds';
import type { KubeObject, UnknownObject } from '../../contracts/objects';
import { alreadyExists, badRequest, forbidden, notFound } from '../lib/api-error';
import { isRecord } from '../lib/guards';
import type { Identity, KindDefinition, VirtualRequest } from '../kinds/definition';
import { RoleBindingKind } from './authorizer';

const GROUP = 'project.openshift.io';

/** A Namespace as OpenShift shows it: the same object under another name. */
function projectOf(namespace: KubeObject): UnknownObject {
  return { ...namespace, kind: 'Project', apiVersion: `${GROUP}/v1` };
}

/** Users see the projects in which they may read the namespace itself. */
function visible(request: VirtualRequest, name: string): boolean {
  return request.allowed({ verb: 'get', group: '', resource: 'namespaces', namespace: name, name }).allowed;
}

function list(request: VirtualRequest): UnknownObject[] {
  return request.client.list(NamespaceKind).filter((each) => visible(request, each.metadata.name)).map(projectOf);
}

function get(request: VirtualRequest): UnknownObject {
  const name = request.name ?? '';
  const namespace = request.client.get(NamespaceKind, name);
  if (!namespace) throw notFound({ group: GROUP, plural: 'projects' }, name);
  if (!visible(request, name)) {
    throw forbidden(
      `projects.${GROUP} "${name}" is forbidden: User "${request.user.username}" cannot get resource "projects" in API group "${GROUP}" in the namespace "${name}"`,
      { name, group: GROUP, kind: 'projects' },
    );
  }
  return projectOf(namespace);
}

async function handleProject(request: VirtualRequest): Promise<UnknownObject | UnknownObject[]> {
  if (request.verb === 'list' || request.verb === 'watch') return list(request);
  const current = get(request);
  if (request.verb === 'get') return current;
  if (request.verb === 'delete') {
    await request.client.delete(NamespaceKind, current.metadata.name);
    return projectOf(request.client.get(NamespaceKind, current.metadata.name) ?? current);
  }
  const body = request.body;
  if (!body) throw badRequest('a project needs a body');
  const changed = await request.client.mutate(NamespaceKind, current.metadata.name, undefined, (draft) => {
    draft.metadata.labels = body.metadata.labels;
    draft.metadata.annotations = body.metadata.annotations;
  });
  return projectOf(changed ?? current);
}

const words = (value: unknown) => (typeof value === 'string' ? value : '');

/** Makes the namespace and gives it to who asked: OpenShift's project template in its default form. */
async function requestProject(request: VirtualRequest): Promise<UnknownObject> {
  if (request.verb !== 'create') {
    // The console asks with GET whether projects may be requested, and expects a Success Status.
    return { kind: 'Status', apiVersion: 'v1', metadata: { name: '' }, status: 'Success' };
  }
  const { body, user, client } = request;
  const name = body?.metadata.name ?? '';
  if (client.get(NamespaceKind, name)) throw alreadyExists({ group: GROUP, plural: 'project' }, name);
  const created = await client.create(NamespaceKind, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      annotations: {
        'openshift.io/description': words(body?.description),
        'openshift.io/display-name': words(body?.displayName),
        'openshift.io/requester': user.username,
      },
      ...(isRecord(body?.metadata.labels) ? { labels: body.metadata.labels } : {}),
    },
  });
  await client.create(RoleBindingKind, adminBinding(name, user));
  return projectOf(created);
}

function adminBinding(namespace: string, user: Identity) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'admin', namespace },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user.username }],
    roleRef: { kind: 'ClusterRole', apiGroup: 'rbac.authorization.k8s.io', name: 'admin' },
  };
}

const version = { name: 'v1', served: true, storage: true };

/** OpenShift's projects as a view on namespaces. */
export const projectKinds: KindDefinition[] = [
  {
    group: GROUP,
    kind: 'Project',
    plural: 'projects',
    singular: 'project',
    namespaced: false,
    origin: 'aggregated',
    versions: [{ ...version, columns: projectColumns() }],
    virtual: {
      handle: handleProject,
      watches: {
        group: '',
        plural: 'namespaces',
        map: (object, request) => (visible(request, object.metadata.name) ? projectOf(object) : undefined),
      },
    },
  },
  {
    group: GROUP,
    kind: 'ProjectRequest',
    plural: 'projectrequests',
    singular: 'projectrequest',
    namespaced: false,
    origin: 'aggregated',
    verbs: ['create', 'list'],
    versions: [version],
    virtual: { handle: requestProject },
  },
];

function projectColumns() {
  return [
    { name: 'Name', type: 'string', format: 'name', path: '.metadata.name' },
    { name: 'Display Name', type: 'string', path: (object: UnknownObject) => object.metadata.annotations?.['openshift.io/display-name'] ?? '' },
    { name: 'Status', type: 'string', path: '.status.phase' },
  ];
}
