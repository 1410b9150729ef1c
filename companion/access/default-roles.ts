import type { PolicyRule } from './rbac';
import type { Binding, Role } from './authorizer';

const API = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'patch', 'update'];
const WRITE_ALL = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const rule = (apiGroup: string, resources: string[], verbs: string[]): PolicyRule => ({ apiGroups: [apiGroup], resources, verbs });
const urls = (...nonResourceURLs: string[]): PolicyRule => ({ verbs: ['get'], nonResourceURLs });

function clusterRole(name: string, rules: PolicyRule[], labels: Record<string, string> = {}): Role {
  return { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name, labels }, rules };
}

/** A role of Kubernetes itself, which an API server brings up to date at each start. */
function bootstrapRole(name: string, rules: PolicyRule[], labels: Record<string, string> = {}): Role {
  const role = clusterRole(name, rules, { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels });
  return { ...role, metadata: { ...role.metadata, annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' } } };
}

/** A role made of all roles with the label `…/aggregate-to-<name>: "true"`. */
function aggregated(name: string, labels: Record<string, string> = {}): Role {
  const matchLabels = { [`${API}/aggregate-to-${name}`]: 'true' };
  return { ...bootstrapRole(name, [], labels), aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
}

const aggregatesTo = (name: string) => ({ [`${API}/aggregate-to-${name}`]: 'true' });
const withParts = (plural: string, ...parts: string[]) => [plural, ...parts.map((part) => `${plural}/${part}`)];

const WORKLOADS = [...withParts('deployments', 'scale'), ...withParts('replicasets', 'scale'), ...withParts('statefulsets', 'scale'), 'daemonsets'];
const CORE_VIEW = [
  ...['configmaps', 'endpoints', 'serviceaccounts', 'limitranges', 'events', 'namespaces', 'bindings'],
  ...withParts('persistentvolumeclaims', 'status'),
  ...withParts('pods', 'log', 'status'),
  ...withParts('replicationcontrollers', 'scale', 'status'),
  ...withParts('services', 'status'),
  ...withParts('resourcequotas', 'status'),
  'namespaces/status',
];

/** As Kubernetes' bootstrap policy, and what OpenShift and CDI add to look at: templates, snapshots, networks. */
const viewRules = (): PolicyRule[] => [
  rule('', CORE_VIEW, READ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule('apps', ['controllerrevisions', ...WORKLOADS, ...['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map((each) => `${each}/status`)], READ),
  rule('autoscaling', withParts('horizontalpodautoscalers', 'status'), READ),
  rule('batch', [...withParts('jobs', 'status'), ...withParts('cronjobs', 'status')], READ),
  rule('policy', withParts('poddisruptionbudgets', 'status'), READ),
  rule('networking.k8s.io', ['networkpolicies', ...withParts('ingresses', 'status')], READ),
  rule('snapshot.storage.k8s.io', ['volumesnapshots'], READ),
  rule('k8s.cni.cncf.io', ['network-attachment-definitions'], READ),
  rule('template.openshift.io', ['templates'], READ),
];

const ENTRANCES = ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'];
const CORE_EDIT = ['configmaps', 'events', 'persistentvolumeclaims', 'pods', ...withParts('replicationcontrollers', 'scale'), 'secrets', 'serviceaccounts', 'services'];

const editRules = (): PolicyRule[] => [
  rule('', [...ENTRANCES, 'secrets'], READ),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('', [...CORE_EDIT, ...ENTRANCES], WRITE_ALL),
  rule('', ['pods/eviction', 'serviceaccounts/token'], ['create']),
  rule('apps', ['deployments/rollback', ...WORKLOADS], WRITE_ALL),
  rule('autoscaling', ['horizontalpodautoscalers'], WRITE_ALL),
  rule('batch', ['jobs', 'cronjobs'], WRITE_ALL),
  rule('policy', ['poddisruptionbudgets'], WRITE_ALL),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], WRITE_ALL),
  rule('coordination.k8s.io', ['leases'], [...READ, ...WRITE_ALL]),
  rule('snapshot.storage.k8s.io', ['volumesnapshots'], WRITE_ALL),
  rule('template.openshift.io', ['templates', 'processedtemplates'], WRITE),
];

const adminRules = (): PolicyRule[] => [
  rule(API, ['roles', 'rolebindings'], [...READ, ...WRITE_ALL]),
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule('project.openshift.io', ['projects'], ['get', 'delete', 'patch', 'update']),
];

/** The roles of Kubernetes itself; the user-facing ones are made by aggregation as there. */
export function kubernetesRoles(): Role[] {
  return [
    bootstrapRole('cluster-admin', [rule('*', ['*'], ['*']), { verbs: ['*'], nonResourceURLs: ['*'] }]),
    aggregated('admin'),
    aggregated('edit', aggregatesTo('admin')),
    aggregated('view', aggregatesTo('edit')),
    bootstrapRole('system:aggregate-to-view', viewRules(), aggregatesTo('view')),
    bootstrapRole('system:aggregate-to-edit', editRules(), aggregatesTo('edit')),
    bootstrapRole('system:aggregate-to-admin', adminRules(), aggregatesTo('admin')),
    bootstrapRole('system:auth-delegator', [rule('authentication.k8s.io', ['tokenreviews'], ['create']), rule('authorization.k8s.io', ['subjectaccessreviews'], ['create'])]),
    bootstrapRole('system:basic-user', [rule('authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']), rule('authentication.k8s.io', ['selfsubjectreviews'], ['create'])]),
    bootstrapRole('system:discovery', [urls('/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version', '/version/')]),
    bootstrapRole('system:public-info-viewer', [urls('/healthz', '/livez', '/readyz', '/version', '/version/')]),
  ];
}

const SUB = 'subresources.kubevirt.io';
const VMI_READS = ['console', 'vnc', 'vnc/screenshot', 'portforward', 'guestosinfo', 'filesystemlist', 'userlist', 'usbredir', 'sev/fetchcertchain', 'sev/querylaunchmeasurement', 'objectgraph'];
const VMI_WRITES = ['pause', 'unpause', 'addvolume', 'removevolume', 'freeze', 'unfreeze', 'softreboot', 'reset', 'sev/setupsession', 'sev/injectlaunchsecret'];
const VM_WRITES = ['start', 'stop', 'restart', 'addvolume', 'removevolume', 'memorydump', 'removememorydump'];
const of = (plural: string, subs: string[]) => subs.map((each) => `${plural}/${each}`);

/** What KubeVirt's view role reads: group and plurals. */
const VIRT_KINDS: readonly [string, string[]][] = [
  ['kubevirt.io', ['virtualmachines', 'virtualmachineinstances', 'virtualmachineinstancepresets', 'virtualmachineinstancereplicasets']],
  ['snapshot.kubevirt.io', ['virtualmachinesnapshots', 'virtualmachinesnapshotcontents', 'virtualmachinerestores']],
  ['export.kubevirt.io', ['virtualmachineexports']],
  ['clone.kubevirt.io', ['virtualmachineclones']],
  ['instancetype.kubevirt.io', ['virtualmachineinstancetypes', 'virtualmachinepreferences']],
  ['pool.kubevirt.io', ['virtualmachinepools']],
  ['template.kubevirt.io', ['virtualmachinetemplates', 'virtualmachinetemplaterequests']],
];

const virtView = (): PolicyRule[] => [
  ...VIRT_KINDS.map(([group, plurals]) => rule(group, plurals, READ)),
  rule('kubevirt.io', ['virtualmachineinstancemigrations'], READ),
  rule('instancetype.kubevirt.io', ['virtualmachineclusterinstancetypes', 'virtualmachineclusterpreferences'], READ),
  rule('migrations.kubevirt.io', ['migrationpolicies'], READ),
  rule(SUB, [...of('virtualmachineinstances', ['guestosinfo', 'filesystemlist', 'userlist']), 'virtualmachines/expand-spec'], ['get']),
  rule(SUB, ['expand-vm-spec'], ['update']),
];

const virtEdit = (verbs: string[]): PolicyRule[] => [
  ...virtView(),
  rule('subresources.template.kubevirt.io', of('virtualmachinetemplates', ['process', 'create']), ['create']),
  ...VIRT_KINDS.map(([group, plurals]) => rule(group, plurals, verbs)),
  rule(SUB, [...of('virtualmachineinstances', VMI_READS), ...of('virtualmachines', ['portforward', 'objectgraph'])], ['get']),
  rule(SUB, [...of('virtualmachineinstances', VMI_WRITES), ...of('virtualmachines', VM_WRITES)], ['update']),
];

function kubevirtRoles(): Role[] {
  return [
    clusterRole('kubevirt.io:view', virtView(), aggregatesTo('view')),
    clusterRole('kubevirt.io:edit', virtEdit(WRITE), aggregatesTo('edit')),
    clusterRole('kubevirt.io:admin', virtEdit([...WRITE, 'deletecollection']), aggregatesTo('admin')),
    // Since KubeVirt 1.5 the right to migrate is not part of edit or admin: an administrator binds this role.
    clusterRole('kubevirt.io:migrate', [rule(SUB, ['virtualmachines/migrate'], ['update']), rule('kubevirt.io', ['virtualmachineinstancemigrations'], [...READ, ...WRITE, 'deletecollection'])]),
    clusterRole('kubevirt.io:default', [rule(SUB, ['version', 'guestfs'], ['get', 'list']), rule('kubevirt.io', ['kubevirts'], ['get', 'list'])]),
    clusterRole('instancetype.kubevirt.io:view', [rule('instancetype.kubevirt.io', ['virtualmachineclusterinstancetypes', 'virtualmachineclusterpreferences'], READ)]),
  ];
}

const CDI = 'cdi.kubevirt.io';
const CDI_VIEW = ['cdiconfigs', 'dataimportcrons', 'datasources', 'datavolumes', 'objecttransfers', 'storageprofiles', 'volumeimportsources', 'volumeuploadsources', 'volumeclonesources'];

function cdiRoles(): Role[] {
  const edit = [rule(CDI, ['datavolumes', 'dataimportcrons', 'datasources', 'volumeimportsources', 'volumeuploadsources', 'volumeclonesources'], ['*']), rule(CDI, ['datavolumes/source'], ['create']), rule('upload.cdi.kubevirt.io', ['uploadtokenrequests'], ['*'])];
  return [
    clusterRole('cdi.kubevirt.io:view', [rule(CDI, CDI_VIEW, READ), rule(CDI, ['datavolumes/source'], ['create'])], aggregatesTo('view')),
    clusterRole('cdi.kubevirt.io:edit', edit, aggregatesTo('edit')),
    clusterRole('cdi.kubevirt.io:admin', edit, aggregatesTo('admin')),
    clusterRole('cdi.kubevirt.io:config-reader', [rule(CDI, ['cdiconfigs', 'storageprofiles'], READ)]),
    clusterRole('os-images.kubevirt.io:view', [rule('', ['persistentvolumeclaims', 'pods'], READ), rule(CDI, ['datavolumes', 'datasources', 'dataimportcrons'], READ), rule(CDI, ['datavolumes/source'], ['create'])]),
    clusterRole('os-images.kubevirt.io:edit', [rule('', ['persistentvolumeclaims', 'pods'], READ), rule(CDI, ['datavolumes', 'datasources', 'dataimportcrons'], ['*']), rule(CDI, ['datavolumes/source'], ['create']), rule('upload.cdi.kubevirt.io', ['uploadtokenrequests'], ['*'])]),
    // What every user needs to create a machine: storage classes, projects, the console's public objects.
    clusterRole('virtdeck:everyone', [rule('storage.k8s.io', ['storageclasses'], READ), rule('snapshot.storage.k8s.io', ['volumesnapshotclasses'], READ), rule('project.openshift.io', ['projects'], ['list', 'watch']), rule('project.openshift.io', ['projectrequests'], ['create', 'list']), rule('user.openshift.io', ['users'], ['get']), rule('console.openshift.io', ['consolequickstarts', 'consolelinks', 'consoleclidownloads', 'consolenotifications'], READ), rule('config.openshift.io', ['infrastructures', 'clusterversions'], READ)]),
  ];
}

export function defaultRoles(): Role[] {
  return [...kubernetesRoles(), ...kubevirtRoles(), ...cdiRoles()];
}

function binding(name: string, role: string, groups: string[], namespace?: string): Binding {
  return {
    apiVersion: `${API}/v1`,
    kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: { name, ...(namespace ? { namespace } : {}) },
    subjects: groups.map((group) => ({ kind: 'Group', apiGroup: API, name: group })),
    roleRef: { kind: 'ClusterRole', apiGroup: API, name: role },
  };
}

const EVERYONE = ['system:authenticated'];

/** The bindings of Kubernetes itself. */
export function kubernetesBindings(): Binding[] {
  return [
    binding('cluster-admin', 'cluster-admin', ['system:masters']),
    binding('system:basic-user', 'system:basic-user', EVERYONE),
    binding('system:discovery', 'system:discovery', EVERYONE),
    binding('system:public-info-viewer', 'system:public-info-viewer', [...EVERYONE, 'system:unauthenticated']),
  ];
}

/** Bindings that hold on a fresh cluster. `images` is the namespace of the boot sources everyone may copy. */
export function defaultBindings(images: string, templates: string): Binding[] {
  return [
    ...kubernetesBindings(),
    binding('kubevirt.io:default', 'kubevirt.io:default', EVERYONE),
    binding('instancetype.kubevirt.io:view', 'instancetype.kubevirt.io:view', EVERYONE),
    binding('cdi.kubevirt.io:config-reader', 'cdi.kubevirt.io:config-reader', EVERYONE),
    binding('virtdeck:everyone', 'virtdeck:everyone', EVERYONE),
    binding('os-images.kubevirt.io:view', 'os-images.kubevirt.io:view', EVERYONE, images),
    binding('shared-templates', 'system:aggregate-to-view', EVERYONE, templates),
  ];
}
