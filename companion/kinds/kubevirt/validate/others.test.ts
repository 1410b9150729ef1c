import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationKind, RestoreKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../../contracts/kinds';
import { type StartedApi, startApi } from '../../../test-support/api/start-api';
import { builtinKinds } from '../../registry';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['t1'], user: () => ({ username: 'developer', groups: [] }) });
});
afterAll(() => api.stop());

interface Draft {
  // Drafts are broken on purpose, in ways that no type allows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [part: string]: any;
}

const GROUPS: Record<string, string> = {
  VirtualMachineInstance: 'kubevirt.io/v1/namespaces/t1/virtualmachineinstances',
  VirtualMachineInstanceMigration: 'kubevirt.io/v1/namespaces/t1/virtualmachineinstancemigrations',
  VirtualMachineInstanceReplicaSet: 'kubevirt.io/v1/namespaces/t1/virtualmachineinstancereplicasets',
  VirtualMachineSnapshot: 'snapshot.kubevirt.io/v1beta1/namespaces/t1/virtualmachinesnapshots',
  VirtualMachineRestore: 'snapshot.kubevirt.io/v1beta1/namespaces/t1/virtualmachinerestores',
  VirtualMachineClone: 'clone.kubevirt.io/v1beta1/namespaces/t1/virtualmachineclones',
  VirtualMachineExport: 'export.kubevirt.io/v1beta1/namespaces/t1/virtualmachineexports',
  VirtualMachinePool: 'pool.kubevirt.io/v1beta1/namespaces/t1/virtualmachinepools',
  VirtualMachineInstancetype: 'instancetype.kubevirt.io/v1beta1/namespaces/t1/virtualmachineinstancetypes',
  VirtualMachinePreference: 'instancetype.kubevirt.io/v1beta1/namespaces/t1/virtualmachinepreferences',
  MigrationPolicy: 'migrations.kubevirt.io/v1alpha1/migrationpolicies',
  DataVolume: 'cdi.kubevirt.io/v1beta1/namespaces/t1/datavolumes',
  DataImportCron: 'cdi.kubevirt.io/v1beta1/namespaces/t1/dataimportcrons',
};

function post(kind: string, spec: Draft, metadata: Draft = {}) {
  const path = GROUPS[kind] ?? '';
  const [group, version] = path.split('/');
  const namespaced = path.includes('/namespaces/');
  const body = { apiVersion: `${group}/${version}`, kind, metadata: { name: 'x', ...(namespaced ? { namespace: 't1' } : {}), ...metadata }, spec };
  return api.call('POST', `/apis/${path}?dryRun=All`, body);
}

const vm = { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: 'vm' };
const domain = { devices: {}, memory: { guest: '64Mi' } };
const pool = (rest: Draft = {}) => ({
  replicas: 1,
  selector: { matchLabels: { a: 'b' } },
  virtualMachineTemplate: { metadata: { labels: { a: 'b' } }, spec: { runStrategy: 'Always', template: { spec: { domain } } } },
  ...rest,
});
const blank = { source: { blank: {} }, storage: { resources: { requests: { storage: '1Gi' } } } };
const http = (rest: Draft) => ({ ...blank, source: { http: { url: 'http://a/b', ...rest } } });
const cron = (rest: Draft = {}) => ({ managedDataSource: 'd', schedule: '0 1 * * *', template: { spec: { source: { registry: { url: 'docker://a/b' } }, storage: blank.storage } }, ...rest });

type Row = [kind: string, fault: string, spec: Draft, code: number, message: string, metadata?: Draft];
const rows: Row[] = [
  ['VirtualMachineInstance', 'no memory', { domain: { devices: {} } }, 422, "no memory requested, at least one of 'spec.domain.memory.guest', 'spec.domain.memory.hugepages.pageSize' or 'spec.domain.resources.requests.memory' must be set"],
  ['VirtualMachineInstance', 'architecture', { domain, architecture: 'mips' }, 422, 'unsupported architecture: mips'],
  ['VirtualMachineInstance', 'video', { domain: { ...domain, devices: { video: { type: 'qxl9' } } } }, 422, "video model 'qxl9' is not supported on amd64 architecture"],
  ['VirtualMachineInstance', 'label', { domain }, 422, 'creation of the following reserved kubevirt.io/ labels on a VMI object is prohibited', { labels: { 'kubevirt.io/nodeName': 'a' } }],
  ['VirtualMachineInstance', 'sidecar', { domain }, 422, 'sidecar feature gate is not enabled in kubevirt-config, invalid entry metadata.annotations.hooks.kubevirt.io/hookSidecars', { annotations: { 'hooks.kubevirt.io/hookSidecars': 'a' } }],
  ['VirtualMachineInstanceMigration', 'no name', {}, 422, 'vmiName is missing'],
  ['VirtualMachineInstanceMigration', 'nobody', { vmiName: 'nope' }, 400, 'the VMI "t1/nope" does not exist'],
  ['VirtualMachineInstanceMigration', 'priority', { vmiName: 'nope', priority: 'system-critical' }, 422, 'Migration priority queue, only virt-controller is allowed to set priority field'],
  ['VirtualMachineSnapshot', 'no group', { source: { kind: 'VirtualMachine', name: 'vm' } }, 422, 'missing apiGroup'],
  ['VirtualMachineSnapshot', 'group', { source: { ...vm, apiGroup: 'apps' } }, 422, 'invalid apiGroup'],
  ['VirtualMachineSnapshot', 'kind', { source: { ...vm, kind: 'Pod' } }, 422, 'invalid kind'],
  ['VirtualMachineSnapshot', 'deadline', { source: vm, failureDeadline: 'soon' }, 400, 'time: invalid duration "soon"'],
  ['VirtualMachineRestore', 'kind', { target: { ...vm, kind: 'Pod' }, virtualMachineSnapshotName: 's' }, 422, 'invalid kind'],
  ['VirtualMachineRestore', 'nameless override', { target: vm, virtualMachineSnapshotName: 's', volumeRestoreOverrides: [{ restoreName: 'a' }] }, 422, 'must provide a volume name'],
  ['VirtualMachineRestore', 'empty override', { target: vm, virtualMachineSnapshotName: 's', volumeRestoreOverrides: [{ volumeName: 'a' }] }, 422, 'must provide at least one overriden field'],
  ['VirtualMachineRestore', 'policy', { target: vm, virtualMachineSnapshotName: 's', volumeRestorePolicy: 'Weird' }, 422, 'volume restore policy "Weird" doesn\'t exist'],
  ['VirtualMachineClone', 'onto itself', { source: vm, target: vm }, 422, 'Target name cannot be equal to source name when both are VirtualMachines'],
  ['VirtualMachineClone', 'source kind', { source: { ...vm, kind: 'Pod' } }, 422, 'Source kind is not supported'],
  ['VirtualMachineClone', 'MAC', { source: vm, newMacAddresses: { default: 'zz' } }, 422, 'interface default has malformed MAC address (zz).'],
  ['VirtualMachineClone', 'filter', { source: vm, labelFilters: ['a!b'] }, 422, 'spec.labels filter a!b is invalid: cannot contain a negation character (!); FilterRules: NegationChar can be only used at the beginning of the filter'],
  ['VirtualMachineClone', 'patch', { source: vm, patches: ['nojson'] }, 422, 'patch is not valid JSON (nojson)'],
  ['VirtualMachineExport', 'group of a claim', { source: { apiGroup: 'apps', kind: 'PersistentVolumeClaim', name: 'a' } }, 422, 'PVC API group must be missing or blank'],
  ['VirtualMachineExport', 'group of a machine', { source: { apiGroup: '', kind: 'VirtualMachine', name: 'a' } }, 422, 'VM API group must be kubevirt.io'],
  ['VirtualMachineExport', 'kind', { source: { apiGroup: '', kind: 'Pod', name: 'a' } }, 422, 'invalid kind'],
  ['VirtualMachinePool', 'selector', pool({ selector: { matchLabels: { a: 'c' } } }), 422, 'selector does not match labels.'],
  ['VirtualMachinePool', 'none available', pool({ maxUnavailable: 0 }), 422, 'maxUnavailable must be greater than 0'],
  ['VirtualMachinePool', 'percent', pool({ maxUnavailable: '200%' }), 422, 'maxUnavailable percentage value 200 must be between 1 and 100'],
  ['VirtualMachineInstanceReplicaSet', 'selector', { selector: { matchLabels: { a: 'c' } }, template: { metadata: { labels: { a: 'b' } }, spec: { domain } } }, 422, 'selector does not match labels.'],
  ['VirtualMachineInstancetype', 'overcommit with huge pages', { cpu: { guest: 1 }, memory: { guest: '1Gi', overcommitPercent: 50, hugepages: { pageSize: '2Mi' } } }, 422, 'spec.memory.overcommitPercent and spec.memory.hugepages should not be requested together.'],
  ['VirtualMachinePreference', 'topology', { cpu: { preferredCPUTopology: 'round' } }, 422, 'unknown preferredCPUTopology round'],
  ['VirtualMachinePreference', 'across', { cpu: { spreadOptions: { across: 'Weird' } } }, 422, 'across Weird is not supported'],
  ['VirtualMachinePreference', 'ratio', { cpu: { spreadOptions: { across: 'CoresThreads', ratio: 3 } } }, 422, 'only a ratio of 2 (1 core 2 threads) is allowed when spreading vCPUs over cores and threads'],
  ['MigrationPolicy', 'bandwidth', { selectors: {}, bandwidthPerMigration: '-1' }, 422, 'must not be negative'],
  ['MigrationPolicy', 'timeout', { selectors: {}, completionTimeoutPerGiB: -1 }, 422, 'must not be negative'],
  ['DataVolume', 'no storage', { source: { blank: {} } }, 422, ' Missing Data volume PVC'],
  ['DataVolume', 'both storages', { ...blank, pvc: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }, 422, ' Duplicate storage definition, both target storage and target pvc defined'],
  ['DataVolume', 'no size', { source: { blank: {} }, storage: {} }, 422, ' Storage size is missing'],
  ['DataVolume', 'small', { ...blank, storage: { resources: { requests: { storage: '1k' } } } }, 422, ' Storage size should be at least 1MiB'],
  ['DataVolume', 'no access mode', { source: { blank: {} }, pvc: { resources: { requests: { storage: '1Gi' } } } }, 422, ' Required value: at least 1 access mode is required'],
  ['DataVolume', 'two sources', { ...blank, source: { blank: {}, upload: {} } }, 422, ' Multiple Data volume sources'],
  ['DataVolume', 'no source', { storage: blank.storage }, 422, ' Data volume should have either Source or SourceRef, or be externally populated'],
  ['DataVolume', 'URL', http({ url: 'ftp://a/b' }), 422, ' spec.source Invalid source URL scheme: ftp://a/b'],
  ['DataVolume', 'checksum', http({ checksum: 'md5:abc' }), 422, ' Invalid checksum format: invalid md5 hash length: expected 32 hex characters, got 3'],
  ['DataVolume', 'sourceRef kind', { storage: blank.storage, sourceRef: { kind: 'Pod', name: 'a' } }, 422, ' Unsupported sourceRef kind Pod, currently only DataSource is supported'],
  ['DataImportCron', 'schedule', cron({ schedule: 'daily' }), 422, ' Illegal cron schedule'],
  ['DataImportCron', 'source', cron({ template: { spec: { ...blank } } }), 422, ' Missing source'],
  ['DataImportCron', 'kept', cron({ importsToKeep: -1 }), 422, ' Illegal ImportsToKeep value'],
];

describe('one fault at a time', () => {
  it.each(rows)('%s: %s', async (kind, ...[, spec, code, message, metadata]) => {
    const answer = await post(kind, spec, metadata);
    const words = String(answer.body.message).replace(/^admission webhook "[^"]+" denied the request: /, '');
    expect([answer.status, words]).toEqual([code, message]);
  });

  it.each([
    ['VirtualMachineInstance', { domain }],
    ['VirtualMachineSnapshot', { source: { ...vm, name: 'missing' } }],
    ['VirtualMachineRestore', { target: vm, virtualMachineSnapshotName: 'missing' }],
    ['VirtualMachineExport', { source: { apiGroup: '', kind: 'PersistentVolumeClaim', name: 'missing' } }],
    ['VirtualMachinePool', pool()],
    ['VirtualMachineInstancetype', { cpu: { guest: 1 }, memory: { guest: '1Gi', maxGuest: '512Mi' } }],
    ['DataVolume', blank],
    ['DataImportCron', cron()],
  ])('takes a good %s', async (kind, spec) => {
    const answer = await post(kind, spec);
    expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
  });
});

describe('what is written into new objects', () => {
  it('an instance gets CPUs, memory, a network, finalizer and first phase', async () => {
    const body = (await post('VirtualMachineInstance', { domain: { devices: {}, resources: { requests: { memory: '64Mi' } } } })).body as unknown as Draft;
    expect(body.spec.domain.cpu).toEqual({ cores: 1, sockets: 1, threads: 1, maxSockets: 4, model: 'host-model' });
    expect(body.spec.domain.memory).toEqual({ guest: '64Mi' });
    expect(body.spec.domain.devices.interfaces).toEqual([{ name: 'default', bridge: {} }]);
    expect(body.spec.networks).toEqual([{ name: 'default', pod: {} }]);
    expect(body.spec).toMatchObject({ evictionStrategy: 'None', architecture: 'amd64', terminationGracePeriodSeconds: 30 });
    expect(body.metadata.finalizers).toEqual(['kubevirt.io/foregroundDeleteVirtualMachine']);
    expect(body.status).toMatchObject({ phase: 'Pending', runtimeUser: 107, currentCPUTopology: { cores: 1, sockets: 1, threads: 1 } });
  });

  it('an instance of one gibibyte may grow to four times of it', async () => {
    const body = (await post('VirtualMachineInstance', { domain: { devices: {}, memory: { guest: '1Gi' } } })).body as unknown as Draft;
    expect(body.spec.domain.memory).toEqual({ guest: '1Gi', maxGuest: '4Gi' });
  });

  it('a clone without target gets one', async () => {
    const body = (await post('VirtualMachineClone', { source: vm })).body as unknown as Draft;
    expect(body.spec.target).toMatchObject({ apiGroup: 'kubevirt.io', kind: 'VirtualMachine' });
    expect(body.spec.target.name).toMatch(/^clone-vm-[a-z0-9]{5}$/);
  });
});

describe('what users may not change', () => {
  const patch = (path: string, body: Draft) => api.call('PATCH', `/apis/${path}/x`, body);

  it('of an instance: the spec and KubeVirt\'s labels; a status is dropped', async () => {
    await api.client.create(VirtualMachineInstanceKind, { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachineInstance', metadata: { name: 'x', namespace: 't1' }, spec: { domain } });
    const path = GROUPS.VirtualMachineInstance ?? '';
    expect((await patch(path, { spec: { hostname: 'a' } })).body.message).toContain('update of VMI object is restricted');
    expect((await patch(path, { metadata: { labels: { 'kubevirt.io/nodeName': 'a' } } })).body.message).toContain('modification of the following reserved kubevirt.io/ labels');
    expect((await patch(path, { metadata: { labels: { mine: 'a' } } })).status).toBe(200);
    const answer = await patch(path, { status: { phase: 'Running' } });
    expect([answer.status, (answer.body as unknown as Draft).status.phase]).toEqual([200, 'Pending']);
  });

  it('of a migration: the spec; and a second one is refused while it runs', async () => {
    const migration = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachineInstanceMigration', metadata: { name: 'x', namespace: 't1' }, spec: { vmiName: 'x' } };
    const made = await api.client.create(MigrationKind, migration);
    expect(made.metadata).toMatchObject({ labels: { 'kubevirt.io/vmi-name': 'x' }, finalizers: ['kubevirt.io/migrationJobFinalize'] });
    expect((await patch(GROUPS.VirtualMachineInstanceMigration ?? '', { spec: { vmiName: 'y' } })).body.message).toContain("update of Migration object's spec is restricted");
    const second = await post('VirtualMachineInstanceMigration', { vmiName: 'x' }, { name: 'z' });
    expect(second.body.message).toContain(`in-flight migration detected. Active migration job (${made.metadata.uid ?? ''}) is currently already in progress for VMI x.`);
  });

  it('of a restore: anything; and one more for the same machine waits for its end', async () => {
    await api.client.create(RestoreKind, { apiVersion: 'snapshot.kubevirt.io/v1beta1', kind: 'VirtualMachineRestore', metadata: { name: 'x', namespace: 't1' }, spec: { target: vm, virtualMachineSnapshotName: 's' } });
    expect((await patch(GROUPS.VirtualMachineRestore ?? '', { spec: { virtualMachineSnapshotName: 't' } })).body.message).toContain('spec in immutable after creation');
    expect((await post('VirtualMachineRestore', { target: vm, virtualMachineSnapshotName: 's' }, { name: 'z' })).body.message).toContain('VirtualMachineRestore "x" in progress');
  });

  it('of a protected machine: its existence', async () => {
    const metadata = { name: 'kept', namespace: 't1', labels: { 'kubevirt.io/vm-delete-protection': 'True' } };
    await api.client.create(VirtualMachineKind, { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata, spec: { runStrategy: 'Halted', template: { spec: { domain } } } });
    const path = '/apis/kubevirt.io/v1/namespaces/t1/virtualmachines/kept';
    const refused = await api.call('DELETE', path);
    expect([refused.status, refused.body.message]).toEqual([422, expect.stringContaining("disable/remove label 'kubevirt.io/vm-delete-protection' from VirtualMachine before deleting it")]);
    await api.call('PATCH', path, { metadata: { labels: { 'kubevirt.io/vm-delete-protection': null } } });
    expect((await api.call('DELETE', path)).status).toBe(200);
  });
});
