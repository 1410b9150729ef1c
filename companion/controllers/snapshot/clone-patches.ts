import { randomUUID } from 'node:crypto';
import type { VirtualMachine } from '../../../contracts/virt';
import type { Clone } from './types';

type Machine = Pick<VirtualMachine, 'metadata' | 'spec'>;
type Texts = Record<string, string>;

/** `*` matches any run of characters; a pattern with `!` in front takes away. Without patterns everything stays. */
function isKept(key: string, patterns: readonly string[] | undefined): boolean {
  if (!patterns || patterns.length === 0) return true;
  const matches = (pattern: string) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(key);
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
}

function filtered(texts: Texts | undefined, patterns: readonly string[] | undefined): Texts {
  return Object.fromEntries(Object.entries(texts ?? {}).filter(([key]) => isKept(key, patterns)));
}

const operation = (op: string, path: string, value?: unknown) => JSON.stringify(value === undefined ? { op, path } : { op, path, value });

function interfacePatches(clone: Clone, machine: Machine): string[] {
  return (machine.spec.template.spec?.domain.devices.interfaces ?? []).flatMap((card, index) => {
    const path = `/spec/template/spec/domain/devices/interfaces/${index}/macAddress`;
    const wanted = clone.spec.newMacAddresses?.[card.name];
    if (wanted) return [operation('add', path, wanted)];
    return card.macAddress ? [operation('remove', path)] : [];
  });
}

/** What makes the new machine another one: own firmware identity, own addresses, filtered labels and annotations. */
export function clonePatches(clone: Clone, machine: Machine): string[] {
  const { labelFilters, annotationFilters, template, newSMBiosSerial, patches = [] } = clone.spec;
  const { metadata, spec } = machine.spec.template;
  const own = filtered(machine.metadata.annotations, annotationFilters);
  for (const key of Object.keys(own)) if (key.startsWith('restore.kubevirt.io/') || key.startsWith('kubectl.kubernetes.io/')) delete own[key];
  const firmware = { ...spec?.domain.firmware, uuid: randomUUID(), serial: newSMBiosSerial ?? randomUUID() };
  return [
    operation('add', '/metadata/labels', filtered(machine.metadata.labels, labelFilters)),
    operation('add', '/metadata/annotations', own),
    ...(metadata ? [operation('add', '/spec/template/metadata/labels', filtered(metadata.labels, template?.labelFilters))] : []),
    ...(metadata ? [operation('add', '/spec/template/metadata/annotations', filtered(metadata.annotations, template?.annotationFilters))] : []),
    operation('add', '/spec/template/spec/domain/firmware', firmware),
    ...interfacePatches(clone, machine),
    ...patches,
  ];
}
