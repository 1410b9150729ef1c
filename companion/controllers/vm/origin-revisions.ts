import { ControllerRevisionKind } from '../../../contracts/kinds';
import type { KubeObject, UnknownObject } from '../../../contracts/objects';
import type { VirtualMachine } from '../../../contracts/virt';
import type { Expansion } from '../../kinds/kubevirt/instancetype/expand';
import { ApiError } from '../../lib/api-error';
import type { ControllerContext } from '../context';
import { controlledBy } from '../keys';

type Ref = NonNullable<NonNullable<VirtualMachine['status']>['instancetypeRef']>;

/** The revision that keeps an instance type or preference as the machine first used it. */
function revisionOf(vm: VirtualMachine, origin: KubeObject): UnknownObject {
  const { name, uid = '', generation = 1 } = origin.metadata;
  const version = origin.apiVersion.split('/')[1] ?? 'v1beta1';
  const word = origin.kind.toLowerCase().includes('preference') ? 'preference' : 'instancetype';
  const labels = { generation: String(generation), kind: origin.kind, name, uid, version };
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${vm.metadata.name}-${word}-${version}-${uid}-${generation}`,
      ...(vm.metadata.namespace ? { namespace: vm.metadata.namespace } : {}),
      labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`instancetype.kubevirt.io/object-${key}`, value])),
      ownerReferences: [controlledBy(vm)],
    },
    data: structuredClone(origin),
    revision: 0,
  };
}

async function keep({ client }: ControllerContext, vm: VirtualMachine, origin: KubeObject | undefined): Promise<Ref | undefined> {
  if (!origin) return undefined;
  const revision = revisionOf(vm, origin);
  const { name, namespace } = revision.metadata;
  if (!client.get(ControllerRevisionKind, name, namespace)) {
    try {
      await client.create(ControllerRevisionKind, revision);
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
    }
  }
  return { name: origin.metadata.name, kind: origin.kind, controllerRevisionRef: { name } };
}

export interface Origins {
  instancetypeRef?: Ref;
  preferenceRef?: Ref;
}

/** Stores what the machine was built from and gives the references for its status. */
export async function keepOrigins(context: ControllerContext, vm: VirtualMachine, expansion: Expansion): Promise<Origins> {
  const known = (ref: Ref | undefined, name: string | undefined) => (ref?.controllerRevisionRef?.name && ref.name === name ? ref : undefined);
  const instancetypeRef = known(vm.status?.instancetypeRef, vm.spec.instancetype?.name) ?? (await keep(context, vm, expansion.instancetype));
  const preferenceRef = known(vm.status?.preferenceRef, vm.spec.preference?.name) ?? (await keep(context, vm, expansion.preference));
  return { ...(instancetypeRef ? { instancetypeRef } : {}), ...(preferenceRef ? { preferenceRef } : {}) };
}
