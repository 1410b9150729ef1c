import { MigrationKind, PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, withCondition } from '../conditions';
import { mutateStatus } from '../status-writes';
import { deletePod } from '../vmi/launcher-pod';
import { CONTROLLER, JOB_LABEL, type MigrationContext, type MigrationPhase } from './migration-context';

type State = NonNullable<NonNullable<VirtualMachineInstance['status']>['migrationState']>;

const placeOf = ({ metadata }: { metadata: { name: string; namespace?: string } }) => ({ name: metadata.name, namespace: metadata.namespace ?? '' });

/** Moves the migration on and copies the instance's migration state beside it. */
export async function enterMigrationPhase(
  { client, clock }: MigrationContext,
  migration: VirtualMachineInstanceMigration,
  phase: MigrationPhase,
  state?: State,
): Promise<void> {
  await mutateStatus(client, MigrationKind, placeOf(migration), (draft) => {
    const status = (draft.status ??= {});
    if (status.phase !== phase) {
      status.phase = phase;
      status.phaseTransitionTimestamps = [...(status.phaseTransitionTimestamps ?? []), { phase, phaseTransitionTimestamp: timestamp(clock) }];
    }
    if (state) status.migrationState = structuredClone(state);
  });
}

/** Edits `status.migrationState` of the instance; gives the state as it is then. */
export async function changeState(
  { client }: MigrationContext,
  vmi: VirtualMachineInstance,
  edit: (state: State, draft: VirtualMachineInstance) => void,
): Promise<State | undefined> {
  const { name, namespace } = placeOf(vmi);
  const written = await client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
    const status = (draft.status ??= {});
    status.migrationState ??= {};
    edit(status.migrationState, draft);
  });
  return written?.status?.migrationState;
}

export async function setMigrationCondition({ client, clock }: MigrationContext, migration: VirtualMachineInstanceMigration, type: string): Promise<void> {
  await mutateStatus(client, MigrationKind, placeOf(migration), (draft) => {
    const status = (draft.status ??= {});
    const condition = { type, status: 'True' };
    status.conditions = withCondition(status.conditions as ConditionLike[], condition, timestamp(clock)) as typeof status.conditions;
  });
}

export function targetPodOf(context: MigrationContext, vmi: VirtualMachineInstance, migration: VirtualMachineInstanceMigration): UnknownObject | undefined {
  return context.pods(vmi.metadata.uid ?? '').find((pod) => pod.metadata.labels?.[JOB_LABEL] === migration.metadata.uid);
}

/** The pod in which the guest runs now. */
export function sourcePodOf(context: MigrationContext, vmi: VirtualMachineInstance): UnknownObject | undefined {
  const active = Object.keys(vmi.status?.activePods ?? {});
  const pods = context.pods(vmi.metadata.uid ?? '');
  return pods.find((pod) => active.includes(pod.metadata.uid ?? '')) ?? pods[0];
}

export async function completePod({ client }: MigrationContext, pod: UnknownObject): Promise<void> {
  const { name, namespace } = pod.metadata;
  await client.mutate(PodKind, name, namespace, (draft) => void (draft.status = { ...(draft.status as object), phase: 'Succeeded', conditions: [] }), { subresource: 'status' });
}

export async function failMigration(context: MigrationContext, migration: VirtualMachineInstanceMigration, why: string, state?: State): Promise<void> {
  context.events.record(migration, { reason: 'FailedMigration', message: why, warning: true, component: CONTROLLER });
  await enterMigrationPhase(context, migration, 'Failed', state);
}

export async function removeTarget(context: MigrationContext, vmi: VirtualMachineInstance | undefined, migration: VirtualMachineInstanceMigration): Promise<void> {
  const pod = vmi && targetPodOf(context, vmi, migration);
  if (pod) await deletePod(context, pod);
}
