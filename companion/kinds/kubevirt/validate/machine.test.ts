import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClusterInstancetypeKind, ClusterPreferenceKind } from '../../../../contracts/kinds';
import { type Answer, type StartedApi, startApi } from '../../../test-support/api/start-api';
import { builtinKinds } from '../../registry';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['t1'], user: () => ({ username: 'developer', groups: [] }) });
  const group = { apiVersion: 'instancetype.kubevirt.io/v1beta1' };
  await api.client.create(ClusterInstancetypeKind, { ...group, kind: 'VirtualMachineClusterInstancetype', metadata: { name: 'small' }, spec: { cpu: { guest: 1 }, memory: { guest: '128Mi' } } });
  await api.client.create(ClusterPreferenceKind, { ...group, kind: 'VirtualMachineClusterPreference', metadata: { name: 'greedy' }, spec: { requirements: { cpu: { guest: 2 } } } });
});
afterAll(() => api.stop());

interface Draft {
  // A draft is broken on purpose, in ways that no type allows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [part: string]: any;
}

function base(): Draft {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'demo', namespace: 't1' },
    spec: {
      runStrategy: 'Halted',
      template: {
        spec: {
          domain: {
            devices: { disks: [{ name: 'root', disk: { bus: 'virtio' } }], interfaces: [{ name: 'default', masquerade: {} }] },
            resources: { requests: { memory: '64Mi' } },
          },
          networks: [{ name: 'default', pod: {} }],
          volumes: [{ name: 'root', containerDisk: { image: 'quay.io/x/y' } }],
        },
      },
    },
  };
}

const post = (body: Draft) => api.call('POST', '/apis/kubevirt.io/v1/namespaces/t1/virtualmachines?dryRun=All', body);
const T = 'spec.template.spec';
const D = `${T}.domain`;
const DD = `${D}.devices`;
const short = (answer: Answer) => {
  const message = String(answer.body.message ?? '');
  return message
    .replace('admission webhook "virtualmachine-validator.kubevirt.io" denied the request: ', 'V: ')
    .replace('admission webhook "virtualmachines-mutator.kubevirt.io" denied the request: ', 'M: ');
};

type Row = [change: string, edit: (spec: Draft, domain: Draft, vm: Draft) => void, message: string, fields?: string];

const volume = (spec: Draft, extra: Draft) => spec.template.spec.volumes.push(extra);
const card = (domain: Draft, extra: Draft) => Object.assign(domain.devices.interfaces[0], extra);
const disk = (domain: Draft, extra: Draft) => Object.assign(domain.devices.disks[0], extra);

const rows: Row[] = [
  ['running and runStrategy', (spec) => (spec.running = true), 'V: Running and RunStrategy are mutually exclusive. Note that Running is deprecated, please use RunStrategy instead', 'spec.running(FieldValueInvalid)'],
  ['neither', (spec) => delete spec.runStrategy, 'V: RunStrategy must be specified', 'spec.running(FieldValueInvalid)'],
  ['unknown run strategy', (spec) => (spec.runStrategy = 'Sometimes'), 'V: Invalid RunStrategy (Sometimes)', 'spec.runStrategy(FieldValueInvalid)'],
  ['no template', (spec) => delete spec.template, 'M: spec.template in body is required'],
  ['empty domain', (spec) => (spec.template.spec.domain = {}), 'M: spec.template.spec.domain.devices in body is required'],
  ['memory below zero', (_, domain) => (domain.resources.requests.memory = '-64Mi'), `V: ${D}.resources.requests.memory '-64Mi': must be greater than or equal to 0.`, `${D}.resources.requests.memory(FieldValueInvalid)`],
  ['memory tiny', (_, domain) => (domain.resources.requests.memory = '1k'), `V: ${D}.resources.requests.memory '1k': must be greater than or equal to 1M.`],
  ['request above limit', (_, domain) => (domain.resources = { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } }), `V: ${D}.resources.requests.memory '2Gi' is greater than ${D}.resources.limits.memory '1Gi'`, `${D}.resources.requests.memory(FieldValueInvalid)`],
  ['huge pages above request', (_, domain) => (domain.memory = { hugepages: { pageSize: '1Gi' } }), `V: ${D}.resources.requests.memory '64Mi' must be equal to or larger than page size ${D}.memory.hugepages.pageSize '1Gi'`],
  ['huge pages no quantity', (_, domain) => (domain.memory = { hugepages: { pageSize: 'big' } }), `V: ${D}.memory.hugepages.pageSize 'big': quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`, `${D}.memory.hugepages.pageSize(FieldValueInvalid)`],
  ['sockets above maxSockets', (_, domain) => (domain.cpu = { sockets: 4, maxSockets: 2 }), 'V: Number of sockets in CPU topology is greater than the maximum sockets allowed, Number of sockets in CPU topology is greater than the maximum sockets allowed', `${D}.cpu.sockets(FieldValueInvalid) ${D}.cpu.sockets(FieldValueInvalid)`],
  ['isolated without dedicated', (_, domain) => (domain.cpu = { isolateEmulatorThread: true }), 'V: IsolateEmulatorThread should be only set in combination with DedicatedCPUPlacement', `${D}.cpu.isolateEmulatorThread(FieldValueInvalid)`],
  ['maxGuest below guest', (_, domain) => (domain.memory = { guest: '2Gi', maxGuest: '1Gi' }), 'V: Guest memory is greater than the configured maxGuest memory', `${D}.memory.guest(FieldValueInvalid)`],
  ['disk without volume', (_, domain) => domain.devices.disks.push({ name: 'x', disk: {} }), `V: ${DD}.disks[1].Name 'x' not found.`, `${DD}.disks[1].name(FieldValueInvalid)`],
  ['two disks of one name', (_, domain) => domain.devices.disks.push({ name: 'root', disk: {} }), `V: ${DD}.disks[1] and ${DD}.disks[0] must not have the same Name.`, `${DD}.disks[1].name(FieldValueInvalid)`],
  ['two volumes of one name', (spec) => volume(spec, { name: 'root', emptyDisk: { capacity: '1Gi' } }), `V: ${T}.volumes[1] and ${T}.volumes[0] must not have the same Name.`, `${T}.volumes[1].name(FieldValueInvalid)`],
  ['unknown bus', (_, domain) => disk(domain, { disk: { bus: 'floppy' } }), `V: ${DD}.disks[0] is set with an unrecognized bus floppy, must be one of: [virtio scsi sata usb]`, `${DD}.disks[0].disk.bus(FieldValueInvalid)`],
  ['ide', (_, domain) => disk(domain, { disk: { bus: 'ide' } }), 'V: IDE bus is not supported', `${DD}.disks[0].disk.bus(FieldValueInvalid)`],
  ['CD-ROM on virtio', (_, domain) => (domain.devices.disks[0] = { name: 'root', cdrom: { bus: 'virtio' } }), 'V: Bus type virtio is invalid for CD-ROM device', `${DD}.disks[0].cdrom.bus(FieldValueInvalid)`],
  ['read-only sata', (_, domain) => disk(domain, { disk: { bus: 'sata', readonly: true } }), 'V: sata hard-disks do not support read-only.', `${DD}.disks[0].disk.bus(FieldValueInvalid)`],
  ['disk and CD-ROM', (_, domain) => disk(domain, { cdrom: { bus: 'sata' } }), `V: ${DD}.disks[0] can only have a single target type defined`, `${DD}.disks[0](FieldValueInvalid)`],
  ['lun of a container disk', (_, domain) => (domain.devices.disks[0] = { name: 'root', lun: {} }), `V: ${DD}.disks[0].lun can only be mapped to a DataVolume or PersistentVolumeClaim volume.`, `${DD}.disks[0].lun(FieldValueInvalid)`],
  ['boot order 0', (_, domain) => disk(domain, { bootOrder: 0 }), `V: ${DD}.disks[0] must have a boot order > 0, if supplied`, `${DD}.disks[0].bootOrder(FieldValueInvalid)`],
  ['boot order twice', (spec, domain) => { disk(domain, { bootOrder: 1 }); volume(spec, { name: 'b', emptyDisk: { capacity: '1Gi' } }); domain.devices.disks.push({ name: 'b', disk: {}, bootOrder: 1 }); }, `V: Boot order for ${DD}.disks[1].bootOrder already set for a different device.`, `${DD}.disks[1].bootOrder(FieldValueInvalid)`],
  ['serial', (_, domain) => disk(domain, { serial: 'a b' }), `V: ${DD}.disks[0] must be made up of the following characters [A-Za-z0-9_.+-], if specified`, `${DD}.disks[0].serial(FieldValueInvalid)`],
  ['cache', (_, domain) => disk(domain, { cache: 'fast' }), `V: ${DD}.disks[0].cache has invalid value fast`, `${DD}.disks[0].cache(FieldValueInvalid)`],
  ['io', (_, domain) => disk(domain, { io: 'slow' }), `V: Disk IO mode for ${DD}.disks is not supported. Supported modes are: native, threads.`, `${DD}.disks.domain.devices.disks[0].io(FieldValueNotSupported)`],
  ['error policy', (_, domain) => disk(domain, { errorPolicy: 'explode' }), `V: ${DD}.disks[0].errorPolicy has invalid value "explode"`, `${DD}.disks[0].errorPolicy(FieldValueInvalid)`],
  ['PCI address', (_, domain) => disk(domain, { disk: { bus: 'virtio', pciAddress: 'zz' } }), `V: disk ${DD}.disks.domain.devices.disks.disk[0].name has malformed PCI address (zz).`, `${DD}.disks.domain.devices.disks.disk[0].pciAddress(FieldValueInvalid)`],
  ['block sizes', (_, domain) => disk(domain, { blockSize: { custom: { logical: 1000, physical: 1000 } } }), 'V: Provided size of 1000 is not a power of 2, Provided size of 1000 is not a power of 2', `${DD}.disks[0].blockSize.custom.logical(FieldValueInvalid) ${DD}.disks[0].blockSize.custom.physical(FieldValueInvalid)`],
  ['two sources', (spec) => (spec.template.spec.volumes[0].emptyDisk = { capacity: '1Gi' }), `V: ${T}.volumes[0] must have exactly one source type set`, `${T}.volumes[0](FieldValueInvalid)`],
  ['no source', (spec) => delete spec.template.spec.volumes[0].containerDisk, `V: ${T}.volumes[0] must have exactly one source type set`, `${T}.volumes[0](FieldValueInvalid)`],
  ['emptyDisk without capacity', (spec) => volume(spec, { name: 'e', emptyDisk: {} }), `M: ${T}.volumes.emptyDisk.capacity in body is required`],
  ['container disk without image', (spec) => (spec.template.spec.volumes[0].containerDisk = {}), `M: ${T}.volumes.containerDisk.image in body is required`],
  ['claim without name', (spec) => (spec.template.spec.volumes[0] = { name: 'root', persistentVolumeClaim: {} }), `M: ${T}.volumes.persistentVolumeClaim.claimName in body is required`],
  ['network without name', (spec) => spec.template.spec.networks.push({ pod: {} }), `M: ${T}.networks.name in body is required`],
  ['cloud-init without data', (spec) => volume(spec, { name: 'c', cloudInitNoCloud: {} }), `V: ${T}.volumes[1].cloudInitNoCloud must have at least one userdatasource or one networkdatasource set.`, `${T}.volumes[1].cloudInitNoCloud(FieldValueInvalid)`],
  ['cloud-init twice', (spec) => volume(spec, { name: 'c', cloudInitNoCloud: { userData: 'a', userDataBase64: 'YQ==' } }), `V: ${T}.volumes[1].cloudInitNoCloud must have only one userdatasource set.`],
  ['cloud-init no base64', (spec) => volume(spec, { name: 'c', cloudInitNoCloud: { userDataBase64: '???' } }), `V: ${T}.volumes[1].cloudInitNoCloud.userDataBase64.cloudInitNoCloud.userDataBase64 is not a valid base64 value.`, `${T}.volumes[1].cloudInitNoCloud.userDataBase64(FieldValueInvalid)`],
  ['cloud-init too long', (spec) => volume(spec, { name: 'c', cloudInitNoCloud: { userData: 'a'.repeat(2049) } }), `V: ${T}.volumes[1].cloudInitNoCloud userdata exceeds 2048 byte limit. Should use UserDataSecretRef for larger data.`],
  ['interface without network', (spec) => (spec.template.spec.networks = []), `V: Masquerade interface only implemented with pod network, ${DD}.interfaces[0].name 'default' not found.`, `${DD}.interfaces[0].name(FieldValueInvalid) ${DD}.interfaces[0].name(FieldValueInvalid)`],
  ['network without interface', (_, domain) => (domain.devices.interfaces = []), `V: ${T}.networks[0].name 'default' not found.`, `${T}.networks[0].name(FieldValueRequired)`],
  ['two pod networks', (spec, domain) => { spec.template.spec.networks.push({ name: 'b', pod: {} }); domain.devices.interfaces.push({ name: 'b', masquerade: {} }); }, `V: more than one interface is connected to a pod network in ${T}.interfaces`, `${T}.interfaces(FieldValueDuplicate)`],
  ['masquerade on multus', (spec) => (spec.template.spec.networks[0] = { name: 'default', multus: { networkName: 'n' } }), 'V: Masquerade interface only implemented with pod network', `${DD}.interfaces[0].name(FieldValueInvalid)`],
  ['multus without name', (spec, domain) => { spec.template.spec.networks[0] = { name: 'default', multus: { networkName: '' } }; domain.devices.interfaces[0] = { name: 'default', bridge: {} }; }, 'V: CNI delegating plugin must have a networkName', `${T}.networks[0](FieldValueRequired)`],
  ['interface model', (_, domain) => card(domain, { model: 'ne2000' }), `V: interface ${DD}.interfaces[0].name uses model ne2000 that is not supported.`, `${DD}.interfaces[0].model(FieldValueNotSupported)`],
  ['MAC', (_, domain) => card(domain, { macAddress: 'zz:00' }), `V: interface ${DD}.interfaces[0].name has malformed MAC address (zz:00).`, `${DD}.interfaces[0].macAddress(FieldValueInvalid)`],
  ['port out of range', (_, domain) => card(domain, { ports: [{ port: 70000 }] }), 'V: Port field must be in range 0 < x < 65536.', `${DD}.interfaces[0].ports[0].port(FieldValueInvalid)`],
  ['no binding', (_, domain) => (domain.devices.interfaces[0] = { name: 'default' }), 'V: logical default interface must have exactly one binding method or binding plugin', `${DD}.interfaces[0](FieldValueInvalid)`],
  ['slirp', (_, domain) => (domain.devices.interfaces[0] = { name: 'default', slirp: {} }), 'V: Slirp interface support has been discontinued since v1.3', 'spec.domain.devices.interfaces[0].slirp(FieldValueInvalid)'],
  ['interface name', (spec, domain) => { spec.template.spec.networks[0].name = 'a.b'; card(domain, { name: 'a.b' }); }, 'V: Network interface name can only contain alphabetical characters, numbers, dashes (-) or underscores (_)', `${DD}.interfaces[0].name(FieldValueInvalid)`],
  ['eviction strategy', (spec) => (spec.template.spec.evictionStrategy = 'Maybe'), `V: ${T}.evictionStrategy is set with an unrecognized option: Maybe`, `${T}.evictionStrategy(FieldValueInvalid)`],
  ['secure boot without SMM', (_, domain) => (domain.firmware = { bootloader: { efi: {} } }), `V: ${D} has EFI SecureBoot enabled. SecureBoot requires SMM, which is currently disabled.`, `${D}(FieldValueInvalid)`],
  ['EFI and BIOS', (_, domain) => (domain.firmware = { bootloader: { efi: {}, bios: {} } }), `V: ${D}.firmware.bootloader has both EFI and BIOS configured, but they are mutually exclusive., ${D} has EFI SecureBoot enabled. SecureBoot requires SMM, which is currently disabled.`, `${D}.firmware.bootloader(FieldValueInvalid) ${D}(FieldValueInvalid)`],
  ['machine type', (_, domain) => (domain.machine = { type: 'pc-99' }), `V: ${D}.machine.type is not supported: pc-99 (allowed values: [q35* pc-q35*])`, `${D}.machine.type(FieldValueInvalid)`],
  ['input type', (_, domain) => (domain.devices.inputs = [{ name: 'i', type: 'mouse', bus: 'usb' }]), 'V: Input device can have only tablet type.', `${DD}.inputs[0].type(FieldValueInvalid)`],
  ['input bus', (_, domain) => (domain.devices.inputs = [{ name: 'i', type: 'tablet', bus: 'ps2' }]), 'V: Input device can have only virtio or usb bus.', `${DD}.inputs[0].bus(FieldValueInvalid)`],
  ['host name', (spec) => (spec.template.spec.hostname = 'a'.repeat(64)), `V: ${T}.hostname does not conform to the kubernetes DNS_LABEL rules : must be no more than 63 characters`, `${T}.hostname(FieldValueInvalid)`],
  ['DNS policy', (spec) => (spec.template.spec.dnsPolicy = 'None'), 'V: must provide `dnsConfig` when `dnsPolicy` is None', `${T}.dnsConfig(FieldValueRequired)`],
  ['two probe handlers', (spec) => (spec.template.spec.livenessProbe = { tcpSocket: { port: 1 }, exec: { command: ['a'] } }), `V: ${T}.livenessProbe must have exactly one probe type set`, `${T}.livenessProbe(FieldValueInvalid)`],
  ['instance type and CPU', (spec, domain) => { spec.instancetype = { name: 'small' }; domain.cpu = { cores: 2 }; delete domain.resources; }, `V: VM field(s) ${D}.cpu.cores conflicts with selected instance type`, `${D}.cpu.cores(FieldValueInvalid)`],
  ['instance type and memory', (spec) => (spec.instancetype = { name: 'small' }), `V: VM field(s) ${D}.resources.requests.memory conflicts with selected instance type`, `${D}.resources.requests.memory(FieldValueInvalid)`],
  ['instance type without name', (spec) => (spec.instancetype = {}), 'M: Either Name or InferFromVolume should be provided within the InstancetypeMatcher', 'spec.instancetype(FieldValueNotFound)'],
  ['requirements not met', (spec, domain) => { spec.instancetype = { name: 'small' }; spec.preference = { name: 'greedy' }; delete domain.resources; }, 'V: failure checking preference requirements: insufficient CPU resources of 1 vCPU provided by instance type, preference requires 2 vCPU', 'spec.instancetype(FieldValueNotFound)'],
  ['template of a data volume not used', (spec) => (spec.dataVolumeTemplates = [{ metadata: { name: 'd' }, spec: { source: { blank: {} }, storage: { resources: { requests: { storage: '1Gi' } } } } }]), "V: DataVolumeTemplate entry spec.dataVolumeTemplate[0] must be referenced in the VMI template's 'volumes' list", 'spec.dataVolumeTemplate[0](FieldValueRequired)'],
  ['credentials', (spec) => (spec.template.spec.accessCredentials = [{ sshPublicKey: { source: {}, propagationMethod: { noCloud: {} } } }]), `V: ${T}.accessCredentials[0] requires a noCloud volume to exist when the noCloud propagationMethod is in use., ${T}.accessCredentials[0] must have exactly one source set`, `${T}.accessCredentials[0].sshPublicKey.propagationMethod(FieldValueInvalid) ${T}.accessCredentials[0].sshPublicKey.source(FieldValueInvalid)`],
  ['reserved label', (spec) => (spec.template.metadata = { labels: { 'kubevirt.io/nodeName': 'a' } }), 'V: creation of the following reserved kubevirt.io/ labels on a VMI object is prohibited', `${T}.meta.labels(FieldValueNotSupported)`],
];

describe('a VirtualMachine with one fault', () => {
  it.each(rows)('%s', async (_name, edit, message, fields) => {
    const vm = base();
    edit(vm.spec, vm.spec.template.spec.domain, vm);
    const answer = await post(vm);
    expect([answer.status, short(answer)]).toEqual([422, message]);
    expect(answer.body.details?.name).toBeUndefined();
    if (fields === undefined) return;
    const causes = answer.body.details?.causes as unknown as { field?: string; reason?: string }[];
    expect(causes.map((cause) => `${cause.field}(${cause.reason})`).join(' ')).toBe(fields);
  });
});

type Plain = [change: string, edit: (spec: Draft, domain: Draft) => void];
const accepted: Plain[] = [
  ['as it is', () => undefined],
  ['a template without a spec', (spec) => (spec.template = { metadata: { labels: { a: 'b' } } })],
  ['no memory at all', (_, domain) => delete domain.resources],
  ['memory above the limit', (_, domain) => { domain.memory = { guest: '2Gi' }; domain.resources = { limits: { memory: '1Gi' } }; }],
  ['a volume without disk', (spec) => volume(spec, { name: 'x', emptyDisk: { capacity: '1Gi' } })],
  ['an unknown instance type', (spec, domain) => { spec.instancetype = { name: 'nope' }; delete domain.resources; }],
  ['an unknown preference', (spec) => (spec.preference = { name: 'nope' })],
  ['an empty CD-ROM drive', (_, domain) => domain.devices.disks.push({ name: 'cd', cdrom: { bus: 'sata' } })],
  ['an unknown architecture', (spec) => (spec.template.spec.architecture = 'mips')],
  ['grace below zero', (spec) => (spec.template.spec.terminationGracePeriodSeconds = -1)],
];

describe('a VirtualMachine that KubeVirt takes', () => {
  it.each(accepted)('%s', async (_name, edit) => {
    const vm = base();
    edit(vm.spec, vm.spec.template.spec.domain);
    const answer = await post(vm);
    expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
  });

  it('gets what the mutating webhook writes', async () => {
    const body = (await post(base())).body as unknown as Draft;
    const spec = body.spec?.template?.spec;
    expect(body.spec?.template?.metadata?.annotations).toEqual({ 'kubevirt.io/pci-topology-version': 'v3' });
    expect(spec?.architecture).toBe('amd64');
    expect(spec?.domain?.machine).toEqual({ type: 'q35' });
    expect(spec?.domain?.firmware?.uuid).toMatch(/^[\da-f-]{36}$/);
    expect(spec?.domain?.cpu).toBeUndefined();
    expect(spec?.domain?.memory).toBeUndefined();
    expect(body.metadata?.finalizers).toBeUndefined();
  });

  it('is warned about `running`', async () => {
    const vm = base();
    delete vm.spec.runStrategy;
    vm.spec.running = false;
    const answer = await post(vm);
    expect(answer.headers.get('warning')).toContain('spec.running is deprecated, please use spec.runStrategy instead.');
  });
});

describe('plain errors', () => {
  const cases: [string, (spec: Draft, domain: Draft) => void, string][] = [
    ['memory that is no quantity', (_, domain) => (domain.resources.requests.memory = 'lots'), "M: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['inference from a volume that is not there', (spec) => (spec.instancetype = { inferFromVolume: 'nope' }), 'M: unable to find volume nope to infer defaults'],
    ['inference from a container disk', (spec) => (spec.instancetype = { inferFromVolume: 'root' }), 'M: unable to infer defaults from volume root as type is not supported'],
  ];
  it.each(cases)('%s', async (_name, edit, message) => {
    const vm = base();
    edit(vm.spec, vm.spec.template.spec.domain);
    const answer = await post(vm);
    expect([answer.status, short(answer)]).toEqual([400, message]);
  });
});
