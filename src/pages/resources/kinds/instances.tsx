import { VirtualMachineInstanceKind, consoleReference } from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import { StatusLabel } from '../../../components/ui/StatusLabel';
import type { Tone } from '../../../components/ui/StatusLabel';
import { records, text } from '../../../domain/read';
import { Lines } from '../details/Lines';
import type { ResourceFact, ResourceSpec } from '../resource-spec';

const phaseOf = (object: KubeObject): string => text(object, 'status', 'phase');
const nodeOf = (object: KubeObject): string => text(object, 'status', 'nodeName');
const addressesOf = (object: KubeObject): string[] =>
  records(object, 'status', 'interfaces')
    .map((each) => text(each, 'ipAddress'))
    .filter((each) => each !== '');

const tones: Record<string, [Tone, string]> = {
  Running: ['success', 'check'],
  Failed: ['danger', 'danger'],
  Succeeded: ['neutral', 'off'],
  Unknown: ['warning', 'question'],
};

function Phase(object: KubeObject) {
  const phase = phaseOf(object);
  const [tone, icon] = tones[phase] ?? ['info', 'pending'];
  return phase === '' ? null : (
    <StatusLabel tone={tone} icon={icon}>
      {phase}
    </StatusLabel>
  );
}

const facts: readonly ResourceFact[] = [
  { id: 'phase', title: (t) => t('Phase'), value: Phase },
  { id: 'node', title: (t) => t('Node'), value: nodeOf },
  { id: 'ips', title: (t) => t('IP addresses'), value: (object) => <Lines lines={addressesOf(object)} /> },
  { id: 'os', title: (t) => t('Operating system'), value: (object) => text(object, 'status', 'guestOSInfo', 'prettyName') },
  { id: 'host', title: (t) => t('Host name'), value: (object) => text(object, 'spec', 'hostname') },
];

/** Running machines as KubeVirt sees them. */
export const instances: ResourceSpec = {
  page: consoleReference(VirtualMachineInstanceKind),
  kind: VirtualMachineInstanceKind,
  family: '',
  title: (t) => t('VirtualMachineInstances'),
  one: (t) => t('VirtualMachineInstance'),
  columns: [
    { id: 'phase', title: (t) => t('Phase'), cell: Phase, sort: phaseOf },
    { id: 'node', title: (t) => t('Node'), cell: nodeOf, sort: nodeOf },
    {
      id: 'ip',
      title: (t) => t('IP address'),
      cell: (object) => addressesOf(object)[0] ?? '',
      sort: (object) => addressesOf(object)[0] ?? '',
    },
  ],
  facts,
  deleteWarning: (object, t) =>
    (object.metadata.ownerReferences ?? []).some((each) => each.kind === 'VirtualMachine')
      ? t('The guest is shut down. Its VirtualMachine may start it again.')
      : t('The guest is shut down and nothing starts it again.'),
  sample: (namespace) => ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: { name: 'my-instance', namespace },
    spec: {
      domain: { devices: { disks: [{ name: 'disk', disk: { bus: 'virtio' } }] }, memory: { guest: '1Gi' } },
      volumes: [{ name: 'disk', containerDisk: { image: 'quay.io/containerdisks/fedora:latest' } }],
    },
  }),
};
