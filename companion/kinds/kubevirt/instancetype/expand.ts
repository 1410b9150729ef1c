import type { VirtualMachine } from '../../../../contracts/virt';
import type { ObjectReader } from '../../../store/client';
import { applyInstancetype } from './apply-instancetype';
import { applyPreference } from './apply-preference';
import { findInstancetype, findPreference } from './find';
import type { Instancetype, Preference } from './types';

export interface Expansion {
  /** A copy of the machine with instance type and preference written into its template. */
  vm: VirtualMachine;
  instancetype?: Instancetype;
  preference?: Preference;
}

/** Applies instance type and preference to a copy of the machine. Throws 404 when one of them does not exist. */
export function expandMachine(read: ObjectReader, vm: VirtualMachine): Expansion {
  const instancetype = findInstancetype(read, vm);
  const preference = findPreference(read, vm);
  const copy = structuredClone(vm);
  const spec = (copy.spec.template.spec ??= { domain: { devices: {} } });
  if (instancetype) applyInstancetype(spec, instancetype.spec, preference?.spec);
  if (preference) applyPreference(spec, preference.spec);
  const annotations = { ...instancetype?.spec.annotations, ...preference?.spec.annotations };
  if (Object.keys(annotations).length > 0) {
    copy.spec.template.metadata = { ...copy.spec.template.metadata, annotations: { ...annotations, ...copy.spec.template.metadata?.annotations } };
  }
  return { vm: copy, ...(instancetype ? { instancetype } : {}), ...(preference ? { preference } : {}) };
}

/** Annotations of an instance that name what its machine was built from. */
export function originAnnotations(vm: VirtualMachine): Record<string, string> {
  const { instancetype, preference } = vm.spec;
  const isNamespaced = (kind: string | undefined, word: string) => (kind ?? '').toLowerCase().startsWith(`virtualmachine${word}`);
  const annotations: Record<string, string> = {};
  if (instancetype?.name) annotations[`kubevirt.io/${isNamespaced(instancetype.kind, 'instancetype') ? '' : 'cluster-'}instancetype-name`] = instancetype.name;
  if (preference?.name) annotations[`kubevirt.io/${isNamespaced(preference.kind, 'preference') ? '' : 'cluster-'}preference-name`] = preference.name;
  return annotations;
}
