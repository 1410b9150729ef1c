import { randomUUID } from 'node:crypto';
import { at, type Fields } from '../../read';
import { ensureFields, quantitiesToStrings, quantityToString, setDefault } from './fields';

const MACHINE: Record<string, string> = { amd64: 'q35', arm64: 'virt', s390x: 's390-ccw-virtio' };

/** What KubeVirt's mutating webhooks write into every spec, of a machine's template and of an instance alike. */
export function defaultDomain(spec: Fields, machineType?: string): void {
  setDefault(spec, 'architecture', 'amd64');
  const domain = ensureFields(spec, 'domain');
  if (!domain) return;
  const architecture = typeof spec.architecture === 'string' ? spec.architecture : 'amd64';
  setDefault(ensureFields(domain, 'machine'), 'type', machineType ?? MACHINE[architecture] ?? 'q35');
  const firmware = ensureFields(domain, 'firmware');
  setDefault(firmware, 'uuid', randomUUID());
  setDefault(firmware, 'serial', randomUUID());
  ensureFields(domain, 'resources');
  quantitiesToStrings(at(domain, 'resources', 'requests'));
  quantitiesToStrings(at(domain, 'resources', 'limits'));
  for (const member of ['guest', 'maxGuest']) quantityToString(domain.memory, member);
}

export const TOPOLOGY_ANNOTATION = 'kubevirt.io/pci-topology-version';

/** New guests get the third layout of PCI addresses. */
export function annotateTopology(metadata: Fields | undefined): void {
  const annotations = metadata && ensureFields(metadata, 'annotations');
  setDefault(annotations, TOPOLOGY_ANNOTATION, 'v3');
}
