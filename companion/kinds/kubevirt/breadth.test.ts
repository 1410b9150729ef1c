import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KubeVirtKind } from '../../../contracts/kinds';
import { type StartedApi, startApi } from '../../test-support/api/start-api';
import { builtinKinds } from '../registry';

/** Every form of volume, disk, card, device and setting that KubeVirt's own examples show is taken, with strict validation. */

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['t1'], user: () => ({ username: 'developer', groups: [] }) });
  const developerConfiguration = { featureGates: ['HostDisk', 'HostDevices', 'Sidecar', 'VSOCK'] };
  await api.client.create(KubeVirtKind, { apiVersion: 'kubevirt.io/v1', kind: 'KubeVirt', metadata: { name: 'kubevirt', namespace: 't1' }, spec: { configuration: { developerConfiguration } } });
});
afterAll(() => api.stop());

async function accepts(apiVersion: string, plural: string, kind: string, spec: object, rest: { metadata?: object; cluster?: boolean } = {}) {
  const scope = rest.cluster ? '' : 'namespaces/t1/';
  const body = { apiVersion, kind, metadata: { name: 'x', ...rest.metadata }, spec };
  const answer = await api.call('POST', `/apis/${apiVersion}/${scope}${plural}?dryRun=All&fieldValidation=Strict`, body);
  expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
}

const memory = { guest: '128Mi' };
type Case = [name: string, spec: object];
const machine = (spec: object, more: object = {}) => ({ runStrategy: 'Halted', ...more, template: { metadata: { labels: { a: 'b' } }, spec } });
const alone = (domain: object, more: object = {}) => ({ domain: { devices: {}, memory, ...domain }, ...more });

/** In a machine and, where an instance alone may have it, in an instance. */
function both(cases: Case[]): void {
  it.each(cases)('%s', async (_name, spec) => {
    await accepts('kubevirt.io/v1', 'virtualmachines', 'VirtualMachine', machine(spec));
    await accepts('kubevirt.io/v1', 'virtualmachineinstances', 'VirtualMachineInstance', spec);
  });
}

describe('volumes', () => {
  const holding = (source: object, disk: object = { disk: { bus: 'virtio' } }): object => ({ domain: { devices: { disks: [{ name: 'v', ...disk }] }, memory }, volumes: [{ name: 'v', ...source }] });
  both([
    ['container disk', holding({ containerDisk: { image: 'example.com/a:1', imagePullPolicy: 'IfNotPresent', imagePullSecret: 's', path: '/disk/a.qcow2' } })],
    ['claim', holding({ persistentVolumeClaim: { claimName: 'c', readOnly: true } })],
    ['hot-plugged claim', holding({ persistentVolumeClaim: { claimName: 'c', hotpluggable: true } }, { disk: { bus: 'scsi' } })],
    ['data volume', holding({ dataVolume: { name: 'd' } })],
    ['ephemeral', holding({ ephemeral: { persistentVolumeClaim: { claimName: 'c' } } })],
    ['empty disk', holding({ emptyDisk: { capacity: '2Gi' } })],
    ['disk of the host', holding({ hostDisk: { path: '/var/data/disk.img', type: 'DiskOrCreate', capacity: '1Gi' } })],
    ['cloud-init without a cloud', holding({ cloudInitNoCloud: { userData: '#cloud-config\npassword: a', networkData: 'version: 2' } })],
    ['cloud-init from secrets', holding({ cloudInitNoCloud: { secretRef: { name: 's' }, networkDataSecretRef: { name: 'n' } } })],
    ['cloud-init on a config drive', holding({ cloudInitConfigDrive: { userDataBase64: 'YQ==', networkDataBase64: 'YQ==' } })],
    ['config map', holding({ configMap: { name: 'c', optional: true, volumeLabel: 'cfg' } })],
    ['secret', holding({ secret: { secretName: 's', volumeLabel: 'sec' } })],
    ['service account', holding({ serviceAccount: { serviceAccountName: 'default' } })],
    ['downward API', holding({ downwardAPI: { fields: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }], volumeLabel: 'l' } })],
    ['sysprep', holding({ sysprep: { configMap: { name: 'unattend' } } }, { cdrom: { bus: 'sata' } })],
  ]);
});

describe('disks', () => {
  const disks = (...all: object[]): object => ({
    domain: { devices: { disks: all.map((disk, index) => ({ name: `d${index}`, ...disk })), blockMultiQueue: true, disableHotplug: false }, memory },
    volumes: all.map((_, index) => ({ name: `d${index}`, persistentVolumeClaim: { claimName: `c${index}` } })),
  });
  both([
    ['on every bus', disks(...['virtio', 'scsi', 'sata', 'usb'].map((bus) => ({ disk: { bus } })))],
    ['CD-ROMs', disks({ cdrom: { bus: 'sata', readonly: true, tray: 'closed' }, bootOrder: 2 }, { cdrom: { bus: 'scsi' }, bootOrder: 1 })],
    ['LUN with reservations', disks({ lun: { bus: 'scsi', readonly: true } })],
    ['tuned', disks({ disk: { bus: 'virtio' }, cache: 'none', io: 'native', serial: 'CVLY-1', tag: 't', shareable: false, dedicatedIOThread: true, errorPolicy: 'stop', blockSize: { matchVolume: {} } })],
    ['with block sizes', disks({ disk: { bus: 'scsi' }, blockSize: { custom: { logical: 512, physical: 4096 } } })],
    ['with an address', disks({ disk: { bus: 'virtio', pciAddress: '0000:81:01.0' } })],
    ['a file system', { domain: { devices: { filesystems: [{ name: 'f', virtiofs: {} }] }, memory }, volumes: [{ name: 'f', configMap: { name: 'c' } }] }],
    ['an empty drive', { domain: { devices: { disks: [{ name: 'cd', cdrom: { bus: 'sata' } }] }, memory } }],
  ]);
});

describe('interfaces', () => {
  const card = (card: object, network: object): object => ({ domain: { devices: { interfaces: [{ name: 'n', ...card }] }, memory }, networks: [{ name: 'n', ...network }] });
  const pod = { pod: {} };
  const multus = { multus: { networkName: 'other/net' } };
  both([
    ['masquerade with ports', card({ masquerade: {}, ports: [{ name: 'http', port: 80, protocol: 'TCP' }, { port: 53, protocol: 'UDP' }] }, pod)],
    ['masquerade with a range of its own', card({ masquerade: {} }, { pod: { vmNetworkCIDR: '10.11.12.0/24' } })],
    ['bridge on the pod network', card({ bridge: {}, model: 'e1000', macAddress: '02:00:00:00:00:01', dhcpOptions: { bootFileName: 'a', ntpServers: ['1.2.3.4'], privateOptions: [{ option: 240, value: 'x' }] } }, pod)],
    ['bridge elsewhere', card({ bridge: {}, state: 'down', bootOrder: 1, acpiIndex: 5 }, multus)],
    ['SR-IOV', card({ sriov: {}, pciAddress: '0000:81:00.1' }, multus)],
    ['a binding plugin', card({ binding: { name: 'passt' } }, pod)],
    ['another network as the first', card({ bridge: {} }, { multus: { networkName: 'net', default: true } })],
    ['none', { domain: { devices: { autoattachPodInterface: false }, memory } }],
    ['two, with queues', { domain: { devices: { networkInterfaceMultiqueue: true, interfaces: [{ name: 'a', masquerade: {} }, { name: 'b', bridge: {} }] }, memory }, networks: [{ name: 'a', pod: {} }, { name: 'b', ...multus }] }],
  ]);
});

describe('processors, memory and firmware', () => {
  both([
    ['a topology', alone({ cpu: { cores: 2, sockets: 2, threads: 2, maxSockets: 8, model: 'host-passthrough', features: [{ name: 'vmx', policy: 'require' }] } })],
    ['dedicated processors', alone({ cpu: { cores: 2, dedicatedCpuPlacement: true, isolateEmulatorThread: true, numa: { guestMappingPassthrough: {} } }, memory: { guest: '2Gi', hugepages: { pageSize: '2Mi' } } })],
    ['growing memory', alone({ memory: { guest: '1Gi', maxGuest: '4Gi' } })],
    ['requests and limits', alone({ memory: undefined, resources: { requests: { memory: '64Mi', cpu: '100m' }, limits: { memory: '1Gi' }, overcommitGuestOverhead: true } })],
    ['BIOS on the serial line', alone({ firmware: { bootloader: { bios: { useSerial: true } }, uuid: '5d307ca9-b3ef-428c-8861-06e72d69f223', serial: 'e4686d2c' } })],
    ['EFI', alone({ firmware: { bootloader: { efi: { secureBoot: false, persistent: true } } } })],
    ['secure boot', alone({ features: { smm: { enabled: true }, acpi: {} }, firmware: { bootloader: { efi: { secureBoot: true } } } })],
    ['a kernel', alone({ firmware: { kernelBoot: { kernelArgs: 'console=ttyS0', container: { image: 'example.com/kernel:1', kernelPath: '/boot/vmlinuz', initrdPath: '/boot/initrd' } } } })],
    ['ACPI tables', alone({ firmware: { acpi: { slicNameRef: 's' } } }, { volumes: [{ name: 's', secret: { secretName: 'slic' } }] })],
    ['chassis and machine', alone({ chassis: { asset: '123', manufacturer: 'm', serial: 's', sku: 'k', version: 'v' }, machine: { type: 'q35' } })],
    ['I/O threads', alone({ ioThreadsPolicy: 'auto' })],
    ['secure memory', alone({ launchSecurity: { sev: { policy: { encryptedState: true } } }, firmware: { bootloader: { efi: { secureBoot: false } } } })],
  ]);
});

describe('clock, features and devices', () => {
  const timer = { hpet: { present: false }, pit: { tickPolicy: 'delay' }, rtc: { tickPolicy: 'catchup', track: 'guest' }, hyperv: {}, kvm: { present: true } };
  const hyperv = {
    relaxed: {}, vapic: {}, spinlocks: { spinlocks: 8191 }, vpindex: {}, runtime: {}, synic: {}, synictimer: { direct: {} }, reset: {},
    vendorid: { vendorid: 'vendor' }, frequencies: {}, reenlightenment: {}, tlbflush: {}, ipi: {}, evmcs: { enabled: false },
  };
  both([
    ['clock of UTC', alone({ clock: { utc: { offsetSeconds: 5 }, timer } })],
    ['clock of a zone', alone({ clock: { timezone: 'America/New_York', timer } })],
    ['Hyper-V', alone({ features: { acpi: {}, apic: { enabled: true, endOfInterrupt: false }, hyperv, kvm: { hidden: true }, pvspinlock: { enabled: false } } })],
    ['Hyper-V as it is', alone({ features: { hypervPassthrough: { enabled: true } } })],
    ['GPUs and host devices', alone({ devices: { gpus: [{ name: 'g', deviceName: 'example.com/gpu', virtualGPUOptions: { display: { enabled: true, ramFB: { enabled: true } } }, tag: 't' }], hostDevices: [{ name: 'h', deviceName: 'example.com/usb' }] } })],
    ['claimed devices', alone({ devices: { gpus: [{ name: 'g', claimName: 'c', requestName: 'r' }] } }, { resourceClaims: [{ name: 'c', resourceClaimTemplateName: 't' }] })],
    ['input, sound, watchdog', alone({ devices: { inputs: [{ name: 't', type: 'tablet', bus: 'usb' }], sound: { name: 's', model: 'ich9' }, watchdog: { name: 'w', i6300esb: { action: 'reset' } }, rng: {} } })],
    ['TPM that stays', alone({ devices: { tpm: { persistent: true }, clientPassthrough: {}, autoattachVSOCK: true, useVirtioTransitional: true } })],
    ['no screen, no serial', alone({ devices: { autoattachGraphicsDevice: false, autoattachSerialConsole: false, autoattachMemBalloon: false, autoattachInputDevice: false, logSerialConsole: false } })],
    ['video', alone({ devices: { video: { type: 'virtio' } } })],
  ]);
});

describe('scheduling and life', () => {
  const key = { secret: { secretName: 'keys' } };
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }] } },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { a: 'b' } } } }] },
  };
  const probe = { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3, successThreshold: 1 };
  both([
    ['where', alone({}, { nodeSelector: { zone: 'a' }, affinity, tolerations: [{ key: 'k', operator: 'Exists', effect: 'NoSchedule' }], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { a: 'b' } } }], priorityClassName: 'p', schedulerName: 's' })],
    ['names', alone({}, { hostname: 'h', subdomain: 'sub', dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a.b'], options: [{ name: 'ndots', value: '2' }] } })],
    ['end', alone({}, { terminationGracePeriodSeconds: 0, evictionStrategy: 'LiveMigrateIfPossible', startStrategy: 'Paused' })],
    ['probes', alone({}, { livenessProbe: { ...probe, tcpSocket: { port: 22 } }, readinessProbe: { ...probe, httpGet: { port: 80, path: '/' } } })],
    ['probes through the agent', alone({}, { livenessProbe: { guestAgentPing: {} }, readinessProbe: { exec: { command: ['true'] } } })],
    ['keys through the agent', alone({}, { accessCredentials: [{ sshPublicKey: { source: key, propagationMethod: { qemuGuestAgent: { users: ['fedora'] } } } }, { userPassword: { source: key, propagationMethod: { qemuGuestAgent: {} } } }] })],
    ['keys through cloud-init', alone({ devices: { disks: [{ name: 'c', disk: {} }] } }, { volumes: [{ name: 'c', cloudInitNoCloud: { userData: 'a' } }], accessCredentials: [{ sshPublicKey: { source: key, propagationMethod: { noCloud: {} } } }] })],
  ]);

  it('hooks and what the firmware says', async () => {
    const annotations = { 'hooks.kubevirt.io/hookSidecars': '[{"args": ["--version", "v1alpha2"]}]', 'smbios.vm.kubevirt.io/baseBoardManufacturer': 'm' };
    await accepts('kubevirt.io/v1', 'virtualmachineinstances', 'VirtualMachineInstance', alone({}), { metadata: { annotations } });
  });
});

describe('machines and what belongs to them', () => {
  const spec = alone({ devices: { disks: [{ name: 'root', disk: { bus: 'virtio' } }] } }, { volumes: [{ name: 'root', dataVolume: { name: 'dv' } }] });
  const storage = { resources: { requests: { storage: '2Gi' } } };
  const sources: Case[] = [
    ['registry', { source: { registry: { url: 'docker://example.com/a:1', pullMethod: 'node', secretRef: 's', certConfigMap: 'c' } }, storage }],
    ['HTTP', { source: { http: { url: 'https://example.com/a.qcow2', secretRef: 's', certConfigMap: 'c', extraHeaders: ['A: b'], secretExtraHeaders: ['s'] } }, pvc: { accessModes: ['ReadWriteOnce'], volumeMode: 'Block', resources: storage.resources, storageClassName: 's' } }],
    ['S3', { source: { s3: { url: 'https://example.com/bucket/a', secretRef: 's' } }, storage }],
    ['GCS', { source: { gcs: { url: 'gs://bucket/a', secretRef: 's' } }, storage }],
    ['image service', { source: { imageio: { url: 'https://example.com', diskId: '1', secretRef: 's', certConfigMap: 'c' } }, storage }],
    ['VDDK', { source: { vddk: { url: 'https://vcenter', uuid: 'u', backingFile: 'b', thumbprint: 't', secretRef: 's', initImageURL: 'i' } }, storage }],
    ['claim', { source: { pvc: { name: 'p', namespace: 'other' } }, storage }],
    ['snapshot', { source: { snapshot: { name: 'p', namespace: 'other' } }, storage }],
    ['upload', { source: { upload: {} }, contentType: 'archive', storage }],
    ['blank', { source: { blank: {} }, preallocation: true, priorityClassName: 'p', storage: { ...storage, accessModes: ['ReadWriteMany'], volumeMode: 'Block' } }],
    ['data source', { sourceRef: { kind: 'DataSource', name: 'fedora', namespace: 'images' }, storage: {} }],
  ];

  it.each(sources)('data volume from %s', async (_name, dataVolume) => {
    await accepts('cdi.kubevirt.io/v1beta1', 'datavolumes', 'DataVolume', dataVolume);
    await accepts('kubevirt.io/v1', 'virtualmachines', 'VirtualMachine', machine(spec, { dataVolumeTemplates: [{ metadata: { name: 'dv', creationTimestamp: null }, spec: dataVolume }] }));
  });

  it.each(['Always', 'RerunOnFailure', 'Manual', 'Halted', 'Once'])('run strategy %s', async (runStrategy) => {
    await accepts('kubevirt.io/v1', 'virtualmachines', 'VirtualMachine', { ...machine(alone({})), runStrategy });
  });

  it('instance type and preference, by name or by volume', async () => {
    const named = { instancetype: { kind: 'VirtualMachineInstancetype', name: 'csmall' }, preference: { name: 'fedora' } };
    await accepts('kubevirt.io/v1', 'virtualmachines', 'VirtualMachine', machine({ domain: { devices: {} } }, named));
    await accepts('instancetype.kubevirt.io/v1beta1', 'virtualmachineinstancetypes', 'VirtualMachineInstancetype', { cpu: { guest: 4, maxSockets: 8, model: 'host-model', dedicatedCPUPlacement: true }, memory: { guest: '2Gi', hugepages: { pageSize: '2Mi' } }, gpus: [{ name: 'g', deviceName: 'd' }], ioThreadsPolicy: 'auto', annotations: { a: 'b' }, nodeSelector: { a: 'b' } });
    const windows = {
      clock: { preferredClockOffset: { utc: {} }, preferredTimer: { hpet: { present: false }, hyperv: {}, pit: { tickPolicy: 'delay' }, rtc: { tickPolicy: 'catchup' } } },
      cpu: { preferredCPUTopology: 'spread', spreadOptions: { across: 'SocketsCores', ratio: 2 } },
      devices: { preferredDiskBus: 'sata', preferredInterfaceModel: 'e1000', preferredTPM: {}, preferredInputBus: 'usb', preferredInputType: 'tablet' },
      features: { preferredAcpi: {}, preferredApic: {}, preferredHyperv: { relaxed: {}, spinlocks: { spinlocks: 8191 }, vapic: {} }, preferredSmm: {} },
      firmware: { preferredEfi: { secureBoot: true } },
      machine: { preferredMachineType: 'q35' },
      requirements: { cpu: { guest: 2 }, memory: { guest: '2Gi' } },
      volumes: { preferredStorageClassName: 's' },
    };
    await accepts('instancetype.kubevirt.io/v1beta1', 'virtualmachinepreferences', 'VirtualMachinePreference', windows);
    await accepts('instancetype.kubevirt.io/v1beta1', 'virtualmachineclusterpreferences', 'VirtualMachineClusterPreference', windows, { cluster: true });
  });

  it('sets, pools, presets and policies', async () => {
    const labels = { set: 'x' };
    const template = { metadata: { labels, creationTimestamp: null }, spec: alone({}) };
    await accepts('kubevirt.io/v1', 'virtualmachineinstancereplicasets', 'VirtualMachineInstanceReplicaSet', { replicas: 3, selector: { matchLabels: labels }, template });
    await accepts('pool.kubevirt.io/v1beta1', 'virtualmachinepools', 'VirtualMachinePool', { replicas: 3, selector: { matchLabels: labels }, virtualMachineTemplate: { metadata: { labels, creationTimestamp: null }, spec: { runStrategy: 'Always', template } } });
    await accepts('kubevirt.io/v1', 'virtualmachineinstancepresets', 'VirtualMachineInstancePreset', { selector: { matchLabels: labels }, domain: { devices: {}, resources: { requests: { memory: '64Mi' } } } });
    const selectors = { namespaceSelector: { a: 'b' }, virtualMachineInstanceSelector: { c: 'd' } };
    await accepts('migrations.kubevirt.io/v1alpha1', 'migrationpolicies', 'MigrationPolicy', { allowAutoConverge: false, allowPostCopy: true, bandwidthPerMigration: '2000Mi', completionTimeoutPerGiB: 120, selectors }, { cluster: true });
  });

  it('snapshots, restores, clones and exports', async () => {
    const source = { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: 'vm' };
    await accepts('snapshot.kubevirt.io/v1beta1', 'virtualmachinesnapshots', 'VirtualMachineSnapshot', { source, deletionPolicy: 'retain', failureDeadline: '5m' });
    await accepts('snapshot.kubevirt.io/v1beta1', 'virtualmachinerestores', 'VirtualMachineRestore', { target: source, virtualMachineSnapshotName: 's', targetReadinessPolicy: 'StopTarget' });
    await accepts('clone.kubevirt.io/v1beta1', 'virtualmachineclones', 'VirtualMachineClone', { source, target: { ...source, name: 'copy' }, labelFilters: ['*', '!some/key*'], annotationFilters: ['*'], newMacAddresses: { default: '02:00:00:00:00:01' }, newSMBiosSerial: 's', template: { labelFilters: ['*'] } });
    await accepts('export.kubevirt.io/v1', 'virtualmachineexports', 'VirtualMachineExport', { source, tokenSecretRef: 't', ttlDuration: '1h' });
  });
});
