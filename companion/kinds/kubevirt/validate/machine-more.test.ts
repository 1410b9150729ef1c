import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedApi, startApi } from '../../../test-support/api/start-api';
import { builtinKinds } from '../../registry';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['t1'], user: () => ({ username: 'developer', groups: [] }) });
});
afterAll(() => api.stop());

interface Draft {
  // A draft is broken on purpose, in ways that no type allows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [part: string]: any;
}

const T = 'spec.template.spec';
const D = `${T}.domain`;
const DD = `${D}.devices`;
const LABEL = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const SUBDOMAIN = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

function base(): Draft {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'demo', namespace: 't1' },
    spec: {
      runStrategy: 'Halted',
      template: {
        spec: {
          domain: { devices: { disks: [{ name: 'root', disk: { bus: 'virtio' } }], interfaces: [{ name: 'default', masquerade: {} }] }, memory: { guest: '64Mi' } },
          networks: [{ name: 'default', pod: {} }],
          volumes: [{ name: 'root', containerDisk: { image: 'a/b' } }],
        },
      },
    },
  };
}

/** `spec` is the template's, `top` the machine's. */
type Edit = (spec: Draft, devices: Draft, top: Draft) => unknown;
type Row = [fault: string, edit: Edit, message: string, fields: string];

const volume = (extra: Draft): Edit => (spec) => (spec.volumes[0] = { name: 'root', ...extra });
const disk = (extra: Draft): Edit => (_, devices) => Object.assign(devices.disks[0], extra);
const card = (extra: Draft): Edit => (_, devices) => Object.assign(devices.interfaces[0], extra);
const only = (interfaces: Draft[], networks: Draft[]): Edit => (spec, devices) => Object.assign(devices, { interfaces }) && Object.assign(spec, { networks });
const templates = (...list: Draft[]): Edit => (spec, _, top) => {
  top.dataVolumeTemplates = list;
  spec.volumes[0] = { name: 'root', dataVolume: { name: 'd' } };
};
const storage = { resources: { requests: { storage: '1Gi' } } };

const rows: Row[] = [
  ['dedicated CPUs and unequal memory', (spec) => Object.assign(spec.domain, { cpu: { dedicatedCpuPlacement: true }, resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } } }), `${D}.resources.requests.memory must be equal to ${D}.resources.limits.memory`, `${D}.resources.requests.memory`],
  ['CPU below zero', (spec) => (spec.domain.resources = { requests: { cpu: '-1' } }), `${D}.resources.requests.cpu '-1': must be greater than or equal to 0.`, `${D}.resources.requests.cpu`],
  ['CPU above its limit', (spec) => (spec.domain.resources = { requests: { cpu: '2' }, limits: { cpu: '1' } }), `${D}.resources.requests.cpu '2' is greater than ${D}.resources.limits.cpu '1'`, `${D}.resources.requests.cpu`],
  ['CPU feature', (spec) => (spec.domain.cpu = { features: [{ name: 'vmx', policy: 'whatever' }] }), 'CPU feature vmx uses policy whatever that is not supported.', `${D}.cpu.features[0].policy`],
  ['little memory to grow', (spec) => (spec.domain.memory = { guest: '512Mi', maxGuest: '2Gi' }), 'Memory hotplug is only available for VMs with at least 1Gi of guest memory', `${D}.memory.guest`],
  ['odd memory to grow', (spec) => (spec.domain.memory = { guest: '1025Mi', maxGuest: '2Gi' }), 'Guest memory must be 2Mi aligned', `${D}.memory.guest`],
  ['no whole pages', (spec) => (spec.domain.memory = { guest: '65Mi', hugepages: { pageSize: '2Mi' } }), `${D}.resources.requests.memory '0' is not a multiple of the page size ${D}.memory.hugepages.pageSize '2Mi'`, `${D}.resources.requests.memory`],
  ['nameless data volume', volume({ dataVolume: { name: '' } }), "DataVolume 'name' must be set", `${T}.volumes[0].name`],
  ['nameless ConfigMap', volume({ configMap: {} }), `${T}.volumes[0].configMap.name is a required field`, `${T}.volumes[0].configMap.name`],
  ['nameless Secret', volume({ secret: {} }), `${T}.volumes[0].secret.secretName is a required field`, `${T}.volumes[0].secret.secretName`],
  ['nameless ServiceAccount', volume({ serviceAccount: {} }), `${T}.volumes[0].serviceAccount.serviceAccountName is a required field`, `${T}.volumes[0].serviceAccount.serviceAccountName`],
  ['host disk', volume({ hostDisk: { path: '/a', type: 'Disk' } }), 'HostDisk feature gate is not enabled', `${T}.volumes[0]`],
  ['downward metrics', volume({ downwardMetrics: {} }), 'downwardMetrics disks are not allowed: DownwardMetrics feature gate is not enabled.', `${T}.volumes[0]`],
  ['network data too long', volume({ cloudInitNoCloud: { networkData: 'a'.repeat(2049) } }), `${T}.volumes[0].cloudInitNoCloud networkdata exceeds 2048 byte limit. Should use NetworkDataSecretRef for larger data.`, `${T}.volumes[0].cloudInitNoCloud`],
  ['network data no base64', volume({ cloudInitNoCloud: { networkDataBase64: '?' } }), `${T}.volumes[0].cloudInitNoCloud.networkDataBase64.cloudInitNoCloud.networkDataBase64 is not a valid base64 value.`, `${T}.volumes[0].cloudInitNoCloud.networkDataBase64`],
  ['long serial', disk({ serial: 'a'.repeat(257) }), `${DD}.disks[0] must be less than or equal to 256 in length, if specified`, `${DD}.disks[0].serial`],
  ['PCI address on sata', disk({ disk: { bus: 'sata', pciAddress: '0000:81:01.0' } }), `disk ${DD}.disks.domain.devices.disks.disk[0].name - setting a PCI address is only possible with bus type virtio.`, `${DD}.disks.domain.devices.disks.disk[0].pciAddress`],
  ['both block sizes', disk({ blockSize: { custom: { logical: 512, physical: 512 }, matchVolume: {} } }), "Block size matching can't be enabled together with a custom value", `${DD}.disks[0].blockSize`],
  ['host devices', (_, devices) => (devices.hostDevices = [{ name: 'a', deviceName: 'b' }]), 'Host Devices feature gate is not enabled in kubevirt-config', `${T}.HostDevices`],
  ['sound', (_, devices) => (devices.sound = { name: 'a', model: 'loud' }), "Sound device type is not supported. Options: 'ich9' or 'ac97'", `${T}.Sound`],
  ['nameless sound', (_, devices) => (devices.sound = { name: '', model: 'ich9' }), 'Sound device requires a name field.', `${T}.Sound`],
  ['video without graphics', (_, devices) => Object.assign(devices, { autoattachGraphicsDevice: false, video: { type: 'vga' } }), 'Video configuration is not allowed when autoattachGraphicsDevice is set to false', `${T}.video`],
  ['I/O threads', (spec) => (spec.domain.ioThreadsPolicy = 'many'), 'Invalid IOThreadsPolicy (many)', `${D}.ioThreadsPolicy`],
  ['I/O thread pool', (spec) => (spec.domain.ioThreadsPolicy = 'supplementalPool'), 'the number of iothreads needs to be set and positive for the dedicated policy', `${D}.ioThreads.count`],
  ['kernel arguments', (spec) => (spec.domain.firmware = { kernelBoot: { kernelArgs: 'a' } }), 'kernel arguments cannot be provided without an external kernel', `${D}.firmware.kernelBoot.kernelArgs`],
  ['memory encryption without EFI', (spec) => (spec.domain.launchSecurity = { sev: {} }), 'SEV requires OVMF (UEFI)', `${T}.launchSecurity`],
  ['vsock', (_, devices) => (devices.autoattachVSOCK = true), 'VSOCK feature gate is not enabled in kubevirt-config', `${DD}.autoattachVSOCK`],
  ['start strategy', (spec) => (spec.startStrategy = 'Later'), `${T}.startStrategy is set with an unrecognized option: Later`, `${T}.startStrategy`],
  ['paused with a probe', (spec) => Object.assign(spec, { startStrategy: 'Paused', livenessProbe: { exec: { command: ['a'] } } }), `either ${T}.startStrategy or ${T}.livenessProbe should be provided.Pausing VMI with LivenessProbe is not supported`, `${T}.startStrategy`],
  ['probe without handler', (spec) => (spec.readinessProbe = {}), `either ${T}.readinessProbe.tcpSocket, ${T}.readinessProbe.exec or ${T}.readinessProbe.httpGet must be set if a ${T}.readinessProbe is specified`, `${T}.readinessProbe`],
  ['credential of no kind', (spec) => (spec.accessCredentials = [{}]), `${T}.accessCredentials[0] must have exactly one access credential type set`, `${T}.accessCredentials[0]`],
  ['credential without method', (spec) => (spec.accessCredentials = [{ sshPublicKey: { source: { secret: { secretName: 'a' } }, propagationMethod: {} } }]), `${T}.accessCredentials[0] must have exactly one propagationMethod set`, `${T}.accessCredentials[0].sshPublicKey.propagationMethod`],
  ['credential for nobody', (spec) => (spec.accessCredentials = [{ sshPublicKey: { source: { secret: { secretName: 'a' } }, propagationMethod: { qemuGuestAgent: { users: [] } } } }]), `${T}.accessCredentials[0] requires at least one user to be present in the users list`, `${T}.accessCredentials[0].sshPublicKey.propagationMethod.qemuGuestAgent.users`],
  ['one network twice', only([{ name: 'default', masquerade: {} }, { name: 'default', bridge: {} }], [{ name: 'default', pod: {} }]), 'Only one interface can be connected to one specific network', `${DD}.interfaces[1].name`],
  ['network of no type', only([{ name: 'a', bridge: {} }], [{ name: 'a' }]), 'should have a network type', `${T}.networks[0]`],
  ['network of two types', only([{ name: 'a', bridge: {} }], [{ name: 'a', pod: {}, multus: { networkName: 'n' } }]), 'should have only one network type', `${T}.networks[0]`],
  ['two default networks', only([{ name: 'a', bridge: {} }, { name: 'b', bridge: {} }], ['a', 'b'].map((name) => ({ name, multus: { networkName: name, default: true } }))), 'Multus CNI should only have one default network', `${T}.networks`],
  ['pod and default network', only([{ name: 'a', bridge: {} }, { name: 'b', bridge: {} }], [{ name: 'a', pod: {} }, { name: 'b', multus: { networkName: 'b', default: true } }]), 'Pod network cannot be defined when Multus default network is defined', `${T}.networks`],
  ['two bindings', card({ bridge: {} }), 'logical default interface must have exactly one binding method or binding plugin', `${DD}.interfaces[0]`],
  ['short MAC', card({ macAddress: 'de:ad:00:00:be' }), `interface ${DD}.interfaces[0].name has malformed MAC address (de:ad:00:00:be).`, `${DD}.interfaces[0].macAddress`],
  ['reserved MAC', card({ macAddress: '02:00:00:00:00:00' }), 'The requested MAC address is reserved for the in-pod bridge. Please choose another one.', `${DD}.interfaces[0].macAddress`],
  ['PCI address of a card', card({ pciAddress: 'x' }), `interface ${DD}.interfaces[0].name has malformed PCI address (x).`, `${DD}.interfaces[0].pciAddress`],
  ['port 0', card({ ports: [{ port: 0 }] }), 'Port field is mandatory.', `${DD}.interfaces[0].ports[0].port`],
  ['protocol', card({ ports: [{ port: 1, protocol: 'SCTP' }] }), 'Unknown protocol, only TCP or UDP allowed', `${DD}.interfaces[0].ports[0].protocol`],
  ['port name twice', card({ ports: [{ port: 1, name: 'a' }, { port: 2, name: 'a' }] }), 'Duplicate name of the port: a', `${DD}.interfaces[0].ports[1].name`],
  ['port name', card({ ports: [{ port: 1, name: 'A_b' }] }), 'Invalid name of the port: A_b', `${DD}.interfaces[0].ports[0].name`],
  ['boot order of a card', card({ bootOrder: 0 }), `${T}[0] must have a boot order > 0, if supplied`, `${T}[0].bootOrder`],
  ['boot order of disk and card', (_, devices) => Object.assign(devices.disks[0], { bootOrder: 1 }) && Object.assign(devices.interfaces[0], { bootOrder: 1 }), `Boot order for ${DD}.interfaces[0].bootOrder already set for a different device.`, `${DD}.interfaces[0].bootOrder`],
  ['macvtap', (_, devices) => (devices.interfaces[0] = { name: 'default', macvtap: {} }), 'Macvtap network binding has been discontinued since v1.3', 'spec.domain.devices.interfaces[0].macvtap'],
  ['passt', (_, devices) => (devices.interfaces[0] = { name: 'default', passt: {} }), 'Passt network binding has been discontinued since v1.3', 'spec.domain.devices.interfaces[0].passt'],
  ['link state', card({ state: 'gone' }), 'logical default interface state value is unsupported: gone', `${DD}.interfaces[0].state`],
  ['absent default interface', card({ state: 'absent' }), '"default" interface\'s state "absent" is supported only for bridge binding, "default" interface\'s state "absent" is not supported on default networks', `${DD}.interfaces[0].state ${DD}.interfaces[0].state`],
  ['link of SR-IOV', only([{ name: 'a', sriov: {}, state: 'down' }], [{ name: 'a', multus: { networkName: 'n' } }]), '"a" interface\'s state "down" is not supported for SR-IOV NICs', `${DD}.interfaces[0].state`],
  ['time servers', card({ dhcpOptions: { ntpServers: ['nowhere'] } }), 'NTP servers must be a list of valid IPv4 addresses.', `${DD}.interfaces[0].dhcpOptions.ntpServers[0]`],
  ['private options', card({ dhcpOptions: { privateOptions: [{ option: 1, value: 'a' }] } }), 'provided DHCPPrivateOptions are out of range, must be in range 224 to 254', T],
  ['nameless template', templates({ metadata: { name: 'd' }, spec: { source: { blank: {} }, storage } }, { metadata: {}, spec: { source: { blank: {} }, storage } }), "'name' field must not be empty for DataVolumeTemplate entry spec.dataVolumeTemplate[1].name.", 'spec.dataVolumeTemplate[1].name'],
  ['template without storage', templates({ metadata: { name: 'd' }, spec: { source: { blank: {} } } }), 'Missing Data volume PVC or Storage', 'spec.dataVolumeTemplate[0].PVC.Storage'],
  ['template with two storages', templates({ metadata: { name: 'd' }, spec: { source: { blank: {} }, storage, pvc: { accessModes: ['ReadWriteOnce'], ...storage } } }), 'Duplicate storage definition, both target storage and target pvc defined', 'spec.dataVolumeTemplate[0].PVC.Storage'],
  ['template without source', templates({ metadata: { name: 'd' }, spec: { storage } }), 'Data volume should have either Source, SourceRef, or be externally populated', 'spec.dataVolumeTemplate[0].source.sourceRef'],
  ['template with two sources', templates({ metadata: { name: 'd' }, spec: { source: { blank: {}, upload: {} }, storage } }), 'Multiple dataVolume sources', 'spec.dataVolumeTemplate[0].source'],
  ['template elsewhere', templates({ metadata: { name: 'd', namespace: 'other' }, spec: { source: { blank: {} }, storage } }), 'Embedded DataVolume namespace other differs from VM namespace t1', 'spec.dataVolumeTemplates[0]'],
];

const post = (edit: Edit) => {
  const vm = base();
  edit(vm.spec.template.spec, vm.spec.template.spec.domain.devices, vm.spec);
  return api.call('POST', '/apis/kubevirt.io/v1/namespaces/t1/virtualmachines?dryRun=All', vm);
};

describe('a VirtualMachine with one fault, the rarer ones', () => {
  it.each(rows)('%s', async (_fault, edit, message, fields) => {
    const answer = await post(edit);
    const causes = (answer.body as unknown as { details?: { causes?: { field?: string }[] } }).details?.causes ?? [];
    const words = String(answer.body.message).replace('admission webhook "virtualmachine-validator.kubevirt.io" denied the request: ', '');
    expect([answer.status, words, causes.map((cause) => cause.field).join(' ')]).toEqual([422, message, fields]);
  });

  it.each<[string, Edit, string]>([
    ['disk name', (spec, devices) => Object.assign(devices.disks[0], { name: 'A_b' }) && Object.assign(spec.volumes[0], { name: 'A_b' }), LABEL],
    ['host name', (spec) => (spec.hostname = 'A_b'), `${T}.hostname does not conform to the kubernetes DNS_LABEL rules : ${LABEL}`],
    ['subdomain', (spec) => (spec.subdomain = 'bad domain'), `${T}.subdomain does not conform to the kubernetes DNS_SUBDOMAIN rules : ${SUBDOMAIN}`],
    ['affinity', (spec) => (spec.affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] } } }), "nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
    ['DNS policy', (spec) => (spec.dnsPolicy = 'Sometimes'), `${T}.dnsPolicy in body should be one of [ClusterFirst ClusterFirstWithHostNet Default None]`],
    ['wrong type', (spec) => (spec.domain.cpu = { cores: 'two' }), `${D}.cpu.cores in body must be of type integer: "string"`],
  ])('%s, in the words of its rule', async (_fault, edit, words) => {
    const answer = await post(edit);
    expect(answer.status).toBe(422);
    expect(answer.body.message).toContain(words);
  });
});
