import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { expandMachine, type Expansion, originAnnotations } from '../../kinds/kubevirt/instancetype/expand';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import type { ControllerContext } from '../context';
import { controllerOf, fromKey } from '../keys';
import { snapshotSupport } from '../snapshot/snapshot-volumes';
import { mutateStatus } from '../status-writes';
import { claimsOf } from '../volume-claims';
import type { Again } from '../work-queue';
import { createDataVolumes } from './data-volume-templates';
import { instanceOf, VM_FINALIZER, VM_GENERATION } from './instance-from-vm';
import { syncMemoryDump } from './memory-dump';
import { keepOrigins, type Origins } from './origin-revisions';
import { factsOf, nextStep, openRequests, type RunStrategy, runStrategyOf, type Step } from './run-strategy';
import { updateRunning } from './running-machine';
import { keepStartRevision } from './start-revision';
import { startFailureAfter, waitBeforeStart } from './start-failure';
import { applyStatus, type StatusChange } from './vm-status';

const COMPONENT = 'virtualmachine-controller';

/** What one look at a machine led to. */
interface Outcome {
  creating: boolean;
  deleting: boolean;
  failure?: { reason: string; message: string };
  origins?: Origins;
  restartRequired?: string;
  again?: Again;
  /** Errors that time may heal are thrown after the status has told of them. */
  error?: unknown;
}

/** A missing instance type may appear. */
const LOOK_AGAIN: Again = { after: 5000 };
const QUIET: Outcome = { creating: false, deleting: false };
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The instance of this machine: one of the same name that another made is not ours. */
export function instanceOfMachine(context: ControllerContext, vm: VirtualMachine): VirtualMachineInstance | undefined {
  const vmi = context.client.get(VirtualMachineInstanceKind, vm.metadata.name, vm.metadata.namespace);
  return vmi && controllerOf(vmi)?.uid === vm.metadata.uid ? vmi : undefined;
}

/** One look at one VirtualMachine: brings instance, data volumes and status to what its spec asks for. */
export async function syncMachine(context: ControllerContext, key: string): Promise<Again | void> {
  const { client } = context;
  const { name, namespace } = fromKey(key);
  const vm = client.get(VirtualMachineKind, name, namespace);
  if (!vm) return releaseInstance(context, client.get(VirtualMachineInstanceKind, name, namespace));
  const vmi = instanceOfMachine(context, vm);
  if (vm.metadata.deletionTimestamp) return endMachine(context, vm, vmi);
  if (!vm.metadata.finalizers?.includes(VM_FINALIZER)) await client.mutate(VirtualMachineKind, name, namespace, (draft) => addFinalizer(draft, VM_FINALIZER));
  await releaseInstance(context, vmi);
  const outcome = await act(context, vm, vmi);
  await syncMemoryDump(context, vm, vmi);
  await writeStatus(context, vm, outcome);
  if (outcome.error) throw outcome.error;
  return outcome.again;
}

function addFinalizer(draft: VirtualMachine, finalizer: string): void {
  const finalizers = draft.metadata.finalizers ?? [];
  if (!finalizers.includes(finalizer)) draft.metadata.finalizers = [...finalizers, finalizer];
}

function removeFinalizer(draft: VirtualMachine | VirtualMachineInstance, finalizer: string): void {
  const left = (draft.metadata.finalizers ?? []).filter((each) => each !== finalizer);
  if (left.length > 0) draft.metadata.finalizers = left;
  else delete draft.metadata.finalizers;
}

/** A finished instance that is being deleted needs nothing more of its machine. */
async function releaseInstance({ client }: ControllerContext, vmi: VirtualMachineInstance | undefined): Promise<void> {
  if (!vmi?.metadata.deletionTimestamp || !factsOf(vmi)?.final) return;
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => removeFinalizer(draft, VM_FINALIZER));
}

async function endMachine(context: ControllerContext, vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): Promise<void> {
  const { client } = context;
  const orphan = vm.metadata.finalizers?.includes('orphan') ?? false;
  if (vmi && !orphan) {
    await releaseInstance(context, vmi);
    if (!vmi.metadata.deletionTimestamp) await client.delete(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, { preconditions: uidOf(vmi) });
    await writeStatus(context, vm, { creating: false, deleting: true });
    return;
  }
  if (!orphan) await context.driver.discardState(vm.metadata.namespace ?? '', vm.metadata.name);
  await client.mutate(VirtualMachineKind, vm.metadata.name, vm.metadata.namespace, (draft) => removeFinalizer(draft, VM_FINALIZER));
}

const uidOf = (vmi: VirtualMachineInstance) => (vmi.metadata.uid ? { uid: vmi.metadata.uid } : {});

async function act(context: ControllerContext, vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): Promise<Outcome> {
  let expansion: Expansion | undefined;
  try {
    if (!isSettled(vm, vmi)) expansion = expandMachine(context.client, vm);
  } catch (error) {
    const message = messageOf(error);
    return { ...QUIET, failure: { reason: message.includes('preferences.') ? 'FailedFindPreference' : 'FailedFindInstancetype', message }, again: LOOK_AGAIN };
  }
  try {
    const origins = expansion && (await keepOrigins(context, vm, expansion));
    await createDataVolumes(context, vm);
    const restartRequired = vmi && (await updateRunning(context, vm, vmi, expansion?.vm));
    const more = { ...(origins ? { origins } : {}), ...(restartRequired ? { restartRequired } : {}) };
    return { ...more, ...(await follow(context, { vm, vmi, expansion })) };
  } catch (error) {
    return { ...QUIET, failure: { reason: 'FailedCreate', message: messageOf(error) }, error };
  }
}

/** The instance runs from the present template, whose instance type and preference are kept: nothing to work out again. */
function isSettled(vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): boolean {
  const kept = (!vm.spec.instancetype || vm.status?.instancetypeRef) && (!vm.spec.preference || vm.status?.preferenceRef);
  return Boolean(vmi && kept) && vmi?.metadata.annotations?.[VM_GENERATION] === String(vm.metadata.generation ?? 1);
}

/** Does what the run strategy asks for. */
async function follow(context: ControllerContext, machine: Machine): Promise<Outcome> {
  const { vm, vmi } = machine;
  const strategy = runStrategyOf(vm);
  const instance = factsOf(vmi);
  const requests = openRequests(vm.status?.stateChangeRequests ?? [], instance);
  const actedOn = vm.status?.runStrategy;
  const step = nextStep({ strategy, requests, ...(instance ? { instance } : {}), ...(actedOn ? { actedOn } : {}) });
  return take(context, machine, step);
}

interface Machine {
  vm: VirtualMachine;
  vmi: VirtualMachineInstance | undefined;
  /** Worked out unless the machine is settled. */
  expansion: Expansion | undefined;
}

async function take(context: ControllerContext, { vm, vmi, expansion }: Machine, step: Step): Promise<Outcome> {
  switch (step.do) {
    case 'nothing':
      return QUIET;
    case 'run-always':
      await context.client.mutate(VirtualMachineKind, vm.metadata.name, vm.metadata.namespace, (draft) => {
        if (draft.spec.running === undefined) draft.spec.runStrategy = 'Always';
        else draft.spec.running = true;
      });
      return { ...QUIET, creating: true };
    case 'delete':
      return vmi ? deleteInstance(context, vm, vmi, step.thenStart) : QUIET;
    case 'create':
      return createInstance(context, vm, (expansion ?? expandMachine(context.client, vm)).vm, step.paused);
  }
}

async function deleteInstance(context: ControllerContext, vm: VirtualMachine, vmi: VirtualMachineInstance, thenStart: boolean): Promise<Outcome> {
  const { client, events, clock } = context;
  const { name, namespace } = vmi.metadata;
  await mutateStatus(client, VirtualMachineKind, vm.metadata as { name: string; namespace: string }, (draft) => {
    rememberFailure(draft, vmi, clock.now());
    if (thenStart) draft.status = { ...draft.status, stateChangeRequests: [{ action: 'Start' }] };
  });
  try {
    await client.delete(VirtualMachineInstanceKind, name, namespace, { preconditions: uidOf(vmi) });
  } catch (error) {
    const message = `Error deleting virtual machine instance ${name}: ${messageOf(error)}`;
    events.record(vm, { reason: 'FailedDelete', message, warning: true, component: COMPONENT });
    return { ...QUIET, failure: { reason: 'FailedDelete', message: messageOf(error) }, error };
  }
  const message = `Stopped the virtual machine by deleting the virtual machine instance ${vmi.metadata.uid ?? ''}`;
  events.record(vm, { reason: 'SuccessfulDelete', message, component: COMPONENT });
  return { creating: false, deleting: true };
}

async function createInstance(context: ControllerContext, vm: VirtualMachine, expanded: VirtualMachine, paused: boolean): Promise<Outcome> {
  const { client, events, clock } = context;
  const wait = waitBeforeStart(vm, clock.now());
  if (wait > 0) return { ...QUIET, again: { after: wait } };
  if (client.get(VirtualMachineInstanceKind, vm.metadata.name, vm.metadata.namespace)) return QUIET;
  try {
    const revision = await keepStartRevision(context, vm, expanded);
    await client.create(VirtualMachineInstanceKind, instanceOf(vm, expanded, { paused, revision, annotations: originAnnotations(vm) }));
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return { ...QUIET, again: { after: 1000 } };
    const message = `Error creating virtual machine instance: ${messageOf(error)}`;
    events.record(vm, { reason: 'FailedCreate', message, warning: true, component: COMPONENT });
    return { ...QUIET, failure: { reason: 'FailedCreate', message: messageOf(error) }, error };
  }
  const message = `Started the virtual machine by creating the new virtual machine instance ${vm.metadata.name}`;
  events.record(vm, { reason: 'SuccessfulCreate', message, component: COMPONENT });
  return { creating: true, deleting: false };
}

function rememberFailure(draft: VirtualMachine, vmi: VirtualMachineInstance | undefined, now: number): void {
  const next = startFailureAfter(draft.status?.startFailure, runStrategyOf(draft), vmi, now);
  if (next) draft.status = { ...draft.status, startFailure: next };
  else delete draft.status?.startFailure;
}

async function writeStatus(context: ControllerContext, vm: VirtualMachine, outcome: Outcome): Promise<void> {
  const { client, clock } = context;
  const { name, namespace = '' } = vm.metadata;
  const vmi = instanceOfMachine(context, vm);
  const claimNames = claimsOf(vm.spec.template.spec);
  const strategy: RunStrategy = runStrategyOf(vm);
  const change: StatusChange = {
    ...outcome,
    ...(vmi ? { vmi } : {}),
    strategy,
    now: timestamp(clock),
    snapshotSupport: snapshotSupport(client, vm),
    dataVolumes: claimNames.map((claim) => client.get(DataVolumeKind, claim, namespace)).filter((each) => each !== undefined),
    claims: claimNames.map((claim) => client.get(PersistentVolumeClaimKind, claim, namespace)).filter((each) => each !== undefined),
  };
  await mutateStatus(client, VirtualMachineKind, { name, namespace }, (draft) => {
    rememberFailure(draft, vmi, clock.now());
    draft.status = { ...draft.status, ...outcome.origins };
    if (outcome.creating || vmi) draft.status = { ...draft.status, runStrategy: strategy };
    applyStatus(draft, change);
  });
}
