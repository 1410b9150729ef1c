import { MigrationKind, PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { isRecord } from '../../lib/guards';
import { ACCEPTED, badRequest, internal, refused, written } from './answers';
import { type Call, findInstance, type Handler, hasCondition, instanceOf, isFinal, isRunning, machineOf } from './context';

type Request = NonNullable<NonNullable<VirtualMachine['status']>['stateChangeRequests']>[number];

const VM = 'virtualmachine';

function strategyOf({ spec }: VirtualMachine): string {
  return spec.runStrategy ?? (spec.running ? 'Always' : 'Halted');
}

/** Exists and is not over, unknown or without a phase. */
function isLive(vmi: VirtualMachineInstance | undefined): boolean {
  const phase = vmi?.status?.phase;
  return vmi !== undefined && !isFinal(vmi) && phase !== undefined && phase !== '' && phase !== 'Unknown';
}

async function setStrategy({ context, namespace, name, dryRun }: Call, runs: boolean): Promise<void> {
  if (dryRun) return;
  const change = context.client.mutate(VirtualMachineKind, name, namespace, (draft) => {
    if (draft.spec.running === undefined) draft.spec.runStrategy = runs ? 'Always' : 'Halted';
    else draft.spec.running = runs;
  });
  await written(change);
}

async function file(call: Call, requests: Request[]): Promise<void> {
  const { context, namespace, name, dryRun } = call;
  if (machineOf(call).status?.stateChangeRequests?.length) throw internal('unable to complete request: stop/start already underway');
  if (dryRun) return;
  const change = context.client.mutate(
    VirtualMachineKind,
    name,
    namespace,
    (draft) => {
      const status = (draft.status ??= {});
      if (status.stateChangeRequests?.length) throw internal('unable to complete request: stop/start already underway');
      status.stateChangeRequests = requests;
    },
    { subresource: 'status' },
  );
  await written(change);
}

const stopOf = (vmi: VirtualMachineInstance): Request => ({ action: 'Stop', uid: vmi.metadata.uid ?? '' });

export const start: Handler = async (call) => {
  const vm = machineOf(call);
  const vmi = findInstance(call);
  const paused = call.options.paused === true;
  const request: Request = { action: 'Start', ...(paused ? { data: { paused: 'true' } } : {}) };
  if (isLive(vmi)) throw refused(VM, call.name, 'VM is already running');
  const broken = vm.status?.conditions?.find(({ type, status }) => type === 'ManualRecoveryRequired' && status === 'True');
  if (broken) throw refused(VM, call.name, `Volume migration recovery condition is set, ${broken.message ?? ''}`);
  const strategy = strategyOf(vm);
  switch (strategy) {
    case 'Halted':
      await (paused ? file(call, [request]) : setStrategy(call, true));
      return ACCEPTED;
    case 'RerunOnFailure':
      if (vmi?.status?.phase === 'Failed') throw refused(VM, call.name, 'RerunOnFailure does not support starting VM from failed state');
      await file(call, vmi ? [stopOf(vmi), request] : [request]);
      return ACCEPTED;
    case 'Manual':
      await file(call, vmi ? [stopOf(vmi), request] : [request]);
      return ACCEPTED;
    default:
      throw refused(VM, call.name, `${strategy} does not support manual start requests`);
  }
};

async function setGrace({ context, namespace, name, dryRun }: Call, seconds: number): Promise<void> {
  if (dryRun) return;
  const change = context.client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
    draft.spec.terminationGracePeriodSeconds = seconds;
  });
  await written(change);
}

export const stop: Handler = async (call) => {
  const vm = machineOf(call);
  const vmi = findInstance(call);
  const strategy = strategyOf(vm);
  const grace = typeof call.options.gracePeriod === 'number' ? call.options.gracePeriod : undefined;
  const live = vmi !== undefined && !isFinal(vmi);
  const patches = strategy === 'Always' || strategy === 'Once';
  if (!live && !patches) throw refused(VM, call.name, 'VM is not running');
  const current = vmi?.spec.terminationGracePeriodSeconds ?? 30;
  if (strategy === 'Halted' && (grace === undefined || grace >= current)) {
    throw refused(VM, call.name, 'Halted only supports manual stop requests with a shorter graceperiod');
  }
  if (live && grace !== undefined) await setGrace(call, grace);
  await (patches ? setStrategy(call, false) : file(call, live ? [stopOf(vmi)] : []));
  return ACCEPTED;
};

export const restart: Handler = async (call) => {
  const grace = call.options.gracePeriodSeconds;
  if (typeof grace === 'number' && grace > 0) throw badRequest('For force restart, only gracePeriod=0 is supported for now');
  if (typeof grace === 'number' && grace < 0) throw badRequest('gracePeriod has to be greater or equal to 0');
  const vm = machineOf(call);
  const strategy = strategyOf(vm);
  if (strategy === 'Halted' || strategy === 'Once') throw refused(VM, call.name, `RunStategy ${strategy} does not support manual restart requests`);
  const vmi = findInstance(call);
  if (!vmi) throw refused(VM, call.name, 'VM is not running: Halted');
  if (hasCondition(vmi, 'VolumesChange')) throw refused(VM, call.name, 'VM is not allowed to restart due to ongoing volume migration');
  await file(call, [stopOf(vmi), { action: 'Start' }]);
  if (grace === 0) await force(call, vmi);
  return ACCEPTED;
};

/** KubeVirt stores 0 as 1 and deletes the launcher pod with that grace. */
async function force(call: Call, vmi: VirtualMachineInstance): Promise<void> {
  const { context, namespace, dryRun } = call;
  await setGrace(call, 1);
  if (dryRun) return;
  const [pod] = context.client.list(PodKind, { namespace, labels: { 'kubevirt.io/created-by': vmi.metadata.uid ?? '' } });
  if (pod) await context.client.delete(PodKind, pod.metadata.name, namespace, { gracePeriodSeconds: 0 });
}

export const migrate: Handler = async (call) => {
  const { context, namespace, name, options, dryRun } = call;
  machineOf(call);
  if (!isRunning(instanceOf(call))) throw refused(VM, name, 'VM is not running');
  if (dryRun) return ACCEPTED;
  const selector = isRecord(options.addedNodeSelector) ? options.addedNodeSelector : undefined;
  const migration = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceMigration',
    metadata: { name: '', generateName: 'kubevirt-migrate-vm-', namespace },
    spec: { vmiName: name, ...(selector ? { addedNodeSelector: selector as Record<string, string> } : {}) },
  };
  await written(context.client.create(MigrationKind, migration));
  return ACCEPTED;
};
