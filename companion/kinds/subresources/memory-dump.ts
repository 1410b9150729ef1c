import { PersistentVolumeClaimKind, VirtualMachineKind } from '../../../contracts/kinds';
import { parseQuantity } from '../../../contracts/quantity';
import type { PersistentVolumeClaim, VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { text } from '../read';
import { ACCEPTED, badRequest, refused, written } from './answers';
import { type Call, type Handler, instanceOf, isRunning, machineOf } from './context';

const VM = 'virtualmachine';
const CLAIM = 'persistentvolumeclaim';

type Request = NonNullable<NonNullable<VirtualMachine['status']>['memoryDumpRequest']>;

/** What a dump needs beside the guest's memory, as KubeVirt reckons. */
const DUMP_OVERHEAD = 100 * 2 ** 20;

const aboutClaim = (name: string) => ({ name, group: 'kubevirt.io', kind: CLAIM });

function claimRefused(name: string, why: string): ApiError {
  return new ApiError(409, 'Conflict', `Operation cannot be fulfilled on ${CLAIM}.kubevirt.io "${name}": ${why}`, aboutClaim(name));
}

/** Kilobytes rounded up, the unit of KubeVirt's message. */
const kilo = (bytes: number) => `${Math.ceil(bytes / 1000)}k`;

function dumpSize(vmi: VirtualMachineInstance): number {
  const { memory, resources } = vmi.spec.domain;
  return (parseQuantity(memory?.guest ?? resources?.requests?.memory) ?? 0) + DUMP_OVERHEAD;
}

function checkClaim({ spec, metadata }: PersistentVolumeClaim, vmi: VirtualMachineInstance): void {
  if (spec.volumeMode === 'Block') throw claimRefused(metadata.name, 'pvc should be filesystem pvc');
  if (spec.accessModes?.includes('ReadOnlyMany')) throw claimRefused(metadata.name, "pvc access mode can't be read only");
  const size = parseQuantity(spec.resources?.requests?.storage) ?? 0;
  const needed = dumpSize(vmi);
  if (size < needed) throw claimRefused(metadata.name, `pvc size [${kilo(size)}] should be bigger then [${kilo(needed)}]`);
}

function checkOthers(request: Request | undefined, claim: string, machine: string): void {
  if (!request) return;
  const why = (words: string) => refused(VM, machine, words);
  if (request.remove) throw why(`can't dump memory for pvc [${claim}] a remove memory dump request is in progress`);
  if (request.claimName !== claim) throw why(`can't request memory dump for pvc [${claim}] while pvc [${request.claimName}] is still associated as the memory dump pvc`);
  if (request.phase !== 'Completed' && request.phase !== 'Failed') throw why(`memory dump request for pvc [${claim}] already in progress`);
}

function writeRequest({ context, namespace, name }: Call, change: (request: Request | undefined) => Request): Promise<unknown> {
  return written(
    context.client.mutate(
      VirtualMachineKind,
      name,
      namespace,
      (draft) => {
        draft.status = { ...draft.status, memoryDumpRequest: change(draft.status?.memoryDumpRequest) };
      },
      { subresource: 'status' },
    ),
  );
}

/** Asks for the guest's memory as a file in a claim; the loops do the rest. */
export const memoryDump: Handler = async (call) => {
  const vm = machineOf(call);
  const claimName = text(call.options, 'claimName') || vm.status?.memoryDumpRequest?.claimName || '';
  if (!claimName) throw badRequest('Memory dump requires claim name to be set');
  const vmi = instanceOf(call);
  if (!isRunning(vmi)) throw refused('virtualmachineinstance', call.name, 'VMI is not running');
  const claim = call.context.client.get(PersistentVolumeClaimKind, claimName, call.namespace);
  if (!claim) throw new ApiError(404, 'NotFound', `${CLAIM}.kubevirt.io "${claimName}" not found`, aboutClaim(claimName));
  checkClaim(claim, vmi);
  checkOthers(vm.status?.memoryDumpRequest, claimName, call.name);
  if (!call.dryRun) {
    await writeRequest(call, (current) => {
      checkOthers(current, claimName, call.name);
      return { claimName, phase: 'Associating' };
    });
  }
  return ACCEPTED;
};

function removalOf(request: Request | undefined, machine: string): Request {
  if (!request) throw refused(VM, machine, `can't remove memory dump association for vm ${machine}, no association found`);
  if (request.remove) throw refused(VM, machine, `memory dump remove request for pvc [${request.claimName}] already exists`);
  return { ...request, remove: true };
}

export const removeMemoryDump: Handler = async (call) => {
  removalOf(machineOf(call).status?.memoryDumpRequest, call.name);
  if (!call.dryRun) await writeRequest(call, (current) => removalOf(current, call.name));
  return ACCEPTED;
};
