import {
  ClusterInstancetypeKind,
  ClusterPreferenceKind,
  ControllerRevisionKind,
  InstancetypeKind,
  type KindRef,
  PreferenceKind,
} from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import type { VirtualMachine } from '../../../../contracts/virt';
import { notFound } from '../../../lib/api-error';
import { isRecord } from '../../../lib/guards';
import type { ObjectReader } from '../../../store/client';
import type { Instancetype, Preference } from './types';

interface Matcher {
  name?: string;
  kind?: string;
  revisionName?: string;
}

interface StatusRef {
  name?: string;
  controllerRevisionRef?: { name?: string };
}

/** The kind of a matcher; a missing one is the cluster's, plural and any case are accepted, as in KubeVirt. */
function refOf(matcher: Matcher, cluster: KindRef, namespaced: KindRef): KindRef {
  const wanted = (matcher.kind ?? '').toLowerCase();
  return wanted === namespaced.kind.toLowerCase() || wanted === namespaced.plural ? namespaced : cluster;
}

/** The object as it was when the machine first used it. */
function fromRevision<T extends KubeObject>(read: ObjectReader, namespace: string, name: string | undefined): T | undefined {
  const revision = name ? read.get(ControllerRevisionKind, name, namespace) : undefined;
  return isRecord(revision?.data) && isRecord(revision.data.spec) ? (revision.data as unknown as T) : undefined;
}

function find<T extends KubeObject>(
  read: ObjectReader,
  vm: VirtualMachine,
  matcher: Matcher | undefined,
  ref: StatusRef | undefined,
  kinds: [cluster: KindRef, namespaced: KindRef],
): T | undefined {
  if (!matcher?.name) return undefined;
  const namespace = vm.metadata.namespace ?? '';
  const used = ref?.name === undefined || ref.name === matcher.name ? ref?.controllerRevisionRef?.name : undefined;
  const kept = fromRevision<T>(read, namespace, matcher.revisionName ?? used);
  if (kept) return kept;
  const kind = refOf(matcher, ...kinds);
  const found = read.get(kind, matcher.name, kind.namespaced ? namespace : undefined);
  if (!found) throw notFound(kind, matcher.name);
  return found as unknown as T;
}

/** The instance type of a machine, undefined when it has none. Throws 404 for one that does not exist. */
export function findInstancetype(read: ObjectReader, vm: VirtualMachine): Instancetype | undefined {
  return find(read, vm, vm.spec.instancetype, vm.status?.instancetypeRef, [ClusterInstancetypeKind, InstancetypeKind]);
}

/** The preference of a machine, undefined when it has none. Throws 404 for one that does not exist. */
export function findPreference(read: ObjectReader, vm: VirtualMachine): Preference | undefined {
  return find(read, vm, vm.spec.preference, vm.status?.preferenceRef, [ClusterPreferenceKind, PreferenceKind]);
}
