import { isDeepStrictEqual } from 'node:util';
import { PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import type { ControllerContext } from '../context';
import { mutateStatus } from '../status-writes';

type Spec = VirtualMachineInstanceSpec;
type Volume = NonNullable<Spec['volumes']>[number];
type Request = NonNullable<NonNullable<VirtualMachine['status']>['memoryDumpRequest']>;

/** On the claim: the file the last dump is in. Consoles and exports look for it. */
const FILE = 'kubevirt.io/memory-dump';

const holds = (spec: Spec | undefined, claim: string) => (spec?.volumes ?? []).some((volume) => volume.memoryDump?.claimName === claim);

function add(spec: Spec, claim: string): void {
  if (holds(spec, claim)) return;
  spec.volumes = [...(spec.volumes ?? []), { name: claim, memoryDump: { claimName: claim, hotpluggable: true } }];
}

/** Takes the volume of a dump out; other volumes stay as they are. */
function remove(spec: Spec, claim: string): void {
  const left = (spec.volumes ?? []).filter((volume) => volume.memoryDump?.claimName !== claim);
  if (left.length > 0) spec.volumes = left;
  else delete spec.volumes;
}

/** Volumes of an instance that is only now started: a dump is of a running guest, and is asked for again. */
export const withoutDumps = (volumes: Volume[] | undefined) => volumes?.filter((volume) => !volume.memoryDump);

interface Dump {
  vm: VirtualMachine;
  vmi: VirtualMachineInstance | undefined;
  request: Request;
}

async function editTemplate({ client }: ControllerContext, { vm, request }: Dump, edit: (spec: Spec, claim: string) => void): Promise<void> {
  await client.mutate(VirtualMachineKind, vm.metadata.name, vm.metadata.namespace, (draft) => {
    if (draft.spec.template.spec) edit(draft.spec.template.spec, request.claimName);
  });
}

async function editInstance({ client }: ControllerContext, { vmi, request }: Dump, edit: (spec: Spec, claim: string) => void): Promise<void> {
  if (!vmi) return;
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => {
    if (draft.metadata.uid === vmi.metadata.uid) edit(draft.spec, request.claimName);
  });
}

async function note({ client }: ControllerContext, { vm, request }: Dump, words: string): Promise<void> {
  await client.mutate(PersistentVolumeClaimKind, request.claimName, vm.metadata.namespace, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [FILE]: words };
  });
}

/** The volume is put where the guest's node looks for it. */
async function associate(context: ControllerContext, dump: Dump): Promise<Request> {
  const { vm, vmi, request } = dump;
  if (vmi?.status?.phase !== 'Running') return { ...request, phase: 'Failed', message: 'the virtual machine is not running', endTimestamp: timestamp(context.clock) };
  if (!holds(vm.spec.template.spec, request.claimName)) await editTemplate(context, dump, add);
  if (!holds(vmi.spec, request.claimName)) await editInstance(context, dump, add);
  return { ...request, phase: 'InProgress' };
}

/** What the node says about it. */
function progress({ clock }: ControllerContext, { vmi, request }: Dump): Request {
  if (vmi?.status?.phase !== 'Running') return { ...request, phase: 'Failed', message: 'the virtual machine ended', endTimestamp: timestamp(clock) };
  const status = vmi.status.volumeStatus?.find((each) => each.name === request.claimName);
  const info = status?.memoryDumpVolume;
  const begun = info?.startTimestamp ? { startTimestamp: info.startTimestamp } : {};
  const ended = { endTimestamp: info?.endTimestamp ?? timestamp(clock) };
  if (status?.phase === 'MemoryDumpFailed') return { ...request, ...begun, ...ended, phase: 'Failed', message: status.message ?? '' };
  if (status?.phase !== 'MemoryDumpCompleted') return { ...request, ...begun };
  return { ...request, ...begun, ...ended, phase: 'Unmounting', ...(info?.targetFileName ? { fileName: info.targetFileName } : {}) };
}

/** One step of a dump; undefined when nothing is left of it. */
async function step(context: ControllerContext, dump: Dump): Promise<Request | undefined> {
  const { vm, vmi, request } = dump;
  if (request.remove) {
    if (holds(vmi?.spec, request.claimName)) await editInstance(context, dump, remove);
    if (!holds(vm.spec.template.spec, request.claimName)) return undefined;
    await editTemplate(context, dump, remove);
    return { ...request, phase: 'Dissociating' };
  }
  switch (request.phase) {
    case 'Associating':
      return associate(context, dump);
    case 'InProgress':
      return progress(context, dump);
    case 'Unmounting':
      if (holds(vmi?.spec, request.claimName)) await editInstance(context, dump, remove);
      await note(context, dump, request.fileName ?? '');
      return { ...request, phase: 'Completed' };
    case 'Failed':
      if (!holds(vmi?.spec, request.claimName)) return request;
      await editInstance(context, dump, remove);
      await note(context, dump, 'Memory dump failed');
      return request;
    default:
      return request;
  }
}

/**
 * Brings `status.memoryDumpRequest` a step on: the dump's volume comes to machine and instance, the node writes the file, the
 * volume leaves the instance and stays with the machine until the association is removed.
 */
export async function syncMemoryDump(context: ControllerContext, vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): Promise<void> {
  const request = vm.status?.memoryDumpRequest;
  if (!request) return;
  const next = await step(context, { vm, vmi, request });
  if (next === request) return;
  const { name, namespace = '' } = vm.metadata;
  await mutateStatus(context.client, VirtualMachineKind, { name, namespace }, (draft) => {
    // What was asked for meanwhile is not lost.
    if (!draft.status || !isDeepStrictEqual(draft.status.memoryDumpRequest, request)) return;
    if (next) draft.status.memoryDumpRequest = next;
    else delete draft.status.memoryDumpRequest;
  });
}
