import type { UnknownObject } from '../../contracts/objects';
import rows from './data/templates.json';
import { Namespaces, object } from './objects';

type Flavor = [sockets: number, cores: number, threads: number, memory: string];

interface Row {
  group: string;
  displayName: string;
  flavors: Record<string, Flavor>;
  disk: string;
  diskBus: string;
  nicModel: string;
  dataSource: string;
  minimalMemory: string;
  defaultFlavor?: string;
}

const VERSION = 'v0.34.1';

function split(group: string): { os: string; workload: string } {
  const dash = group.lastIndexOf('-');
  return { os: group.slice(0, dash), workload: group.slice(dash + 1) };
}

const mebibytes = (quantity: string) => Number.parseInt(quantity, 10) * 1024 * 1024;

function iconOf(os: string): string {
  const family = /^[a-z]+/.exec(os)?.[0] ?? 'other';
  return `icon-${family === 'windows' || family === 'win' ? 'windows' : family}`;
}

function domainOf(row: Row, [sockets, cores, threads, memory]: Flavor, linux: boolean) {
  const disks = [{ name: 'rootdisk', disk: { bus: row.diskBus } }, ...(linux ? [{ name: 'cloudinitdisk', disk: { bus: row.diskBus } }] : [])];
  return {
    cpu: { sockets, cores, threads },
    memory: { guest: memory },
    devices: {
      disks,
      interfaces: [{ name: 'default', masquerade: {}, model: row.nicModel }],
      networkInterfaceMultiqueue: linux,
      ...(linux ? { rng: {} } : { inputs: [{ name: 'tablet', type: 'tablet', bus: 'usb' }] }),
    },
    ...(linux ? {} : { clock: { utc: {}, timer: { hpet: { present: false }, hyperv: {}, pit: { tickPolicy: 'delay' }, rtc: { tickPolicy: 'catchup' } } } }),
  };
}

function volumesOf(linux: boolean) {
  const root = { name: 'rootdisk', dataVolume: { name: '${NAME}' } };
  const userData = '#cloud-config\nuser: cloud-user\npassword: ${CLOUD_USER_PASSWORD}\nchpasswd: { expire: False }';
  return linux ? [root, { name: 'cloudinitdisk', cloudInitNoCloud: { userData } }] : [root];
}

function machineOf(row: Row, name: string, flavorName: string, flavor: Flavor, linux: boolean) {
  const { os, workload } = split(row.group);
  const rule = {
    name: 'minimal-required-memory',
    path: 'jsonpath::.spec.domain.memory.guest',
    rule: 'integer',
    message: 'This VM requires more memory.',
    min: mebibytes(row.minimalMemory),
  };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name: '${NAME}',
      labels: { 'vm.kubevirt.io/template': name, 'vm.kubevirt.io/template.version': VERSION, 'vm.kubevirt.io/template.revision': '1', app: '${NAME}' },
      annotations: { 'vm.kubevirt.io/validations': JSON.stringify([rule]) },
    },
    spec: {
      runStrategy: 'Halted',
      dataVolumeTemplates: [
        {
          apiVersion: 'cdi.kubevirt.io/v1beta1',
          kind: 'DataVolume',
          metadata: { name: '${NAME}' },
          spec: {
            sourceRef: { kind: 'DataSource', name: '${DATA_SOURCE_NAME}', namespace: '${DATA_SOURCE_NAMESPACE}' },
            storage: { resources: { requests: { storage: row.disk } } },
          },
        },
      ],
      template: {
        metadata: {
          labels: { 'kubevirt.io/domain': '${NAME}', 'kubevirt.io/size': flavorName },
          annotations: { 'vm.kubevirt.io/os': os, 'vm.kubevirt.io/workload': workload, 'vm.kubevirt.io/flavor': flavorName },
        },
        spec: {
          architecture: 'amd64',
          domain: domainOf(row, flavor, linux),
          networks: [{ name: 'default', pod: {} }],
          terminationGracePeriodSeconds: linux ? 180 : 3600,
          volumes: volumesOf(linux),
        },
      },
    },
  };
}

function parametersOf(row: Row, os: string, linux: boolean) {
  return [
    { name: 'NAME', description: 'Name for the new VM', generate: 'expression', from: `${os}-[a-z0-9]{16}` },
    { name: 'DATA_SOURCE_NAME', description: 'Name of the DataSource to clone', value: row.dataSource },
    { name: 'DATA_SOURCE_NAMESPACE', description: 'Namespace of the DataSource', value: Namespaces.images },
    ...(linux
      ? [{ name: 'CLOUD_USER_PASSWORD', description: 'Randomized password for the cloud-init user', generate: 'expression', from: '[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}' }]
      : []),
  ];
}

function template(row: Row, flavorName: string, flavor: Flavor): UnknownObject {
  const { os, workload } = split(row.group);
  const linux = !os.startsWith('windows');
  const name = `${row.group}-${flavorName}`;
  return object('template.openshift.io/v1', 'Template', name, {
    namespace: Namespaces.templates,
    metadata: {
      name,
      namespace: Namespaces.templates,
      labels: {
        [`os.template.kubevirt.io/${os}`]: 'true',
        [`workload.template.kubevirt.io/${workload}`]: 'true',
        [`flavor.template.kubevirt.io/${flavorName}`]: 'true',
        'template.kubevirt.io/type': 'base',
        'template.kubevirt.io/version': VERSION,
        'template.kubevirt.io/architecture': 'amd64',
        ...(row.defaultFlavor === flavorName ? { 'template.kubevirt.io/default-os-variant': 'true' } : {}),
      },
      annotations: {
        'openshift.io/display-name': row.displayName,
        'openshift.io/provider-display-name': 'KubeVirt',
        description: `${row.displayName}: boots from a copy of the DataSource ${row.dataSource}.`,
        iconClass: iconOf(os),
        tags: `hidden,kubevirt,virtualmachine,${linux ? 'linux' : 'windows'}`,
        [`name.os.template.kubevirt.io/${os}`]: row.displayName.replace(/ VM$/, ''),
        'template.kubevirt.io/provider': 'KubeVirt',
        'defaults.template.kubevirt.io/disk': 'rootdisk',
      },
    },
    objects: [machineOf(row, name, flavorName, flavor, linux)],
    parameters: parametersOf(row, os, linux),
  });
}

/** The common templates of an OpenShift cluster for amd64. */
export function templates(): UnknownObject[] {
  return (rows as unknown as Row[]).flatMap((row) => Object.entries(row.flavors).map(([name, flavor]) => template(row, name, flavor)));
}
