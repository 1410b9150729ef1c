import { rm } from 'node:fs/promises';
import type { Clock } from '../../lib/clock';
import type { GuestEvent, GuestMigration, MigrationProgress } from '../driver';
import { GuestError, messageOf } from '../guest-error';
import { numberAt, objectAt, stringAt } from '../json';
import { nextGeneration } from './adopt';
import type { QemuGuest } from './guest';
import { applyLinks } from './network-hotplug';
import { endProcess, type QemuProcess } from './process';
import { QmpError } from './qmp';
import { writeRecord } from './record';
import { pause } from './wait';

type Wishes = Parameters<GuestMigration['migrate']>[2];

export interface MigrationContext {
  clock: Clock;
  emit(event: GuestEvent): void;
  /** Starts the twin that waits for the guest. */
  launchTarget(guest: QemuGuest, generation: number): Promise<QemuProcess>;
}

const pollMs = 200;
/** KubeVirt: after so many rounds over the memory the guest dirties it faster than it is sent. */
const roundsBeforePostCopy = 3;
const abortedText = 'Live migration has been aborted';

/** Answer of `query-migrate` (QMP: MigrationInfo) as progress. */
export function readProgress(answer: unknown): MigrationProgress & { status: string; rounds: number } {
  const ram = objectAt(answer, 'ram');
  const status = stringAt(answer, 'status') ?? 'none';
  const downtime = numberAt(answer, 'downtime');
  const error = stringAt(answer, 'error-desc');
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled' ? status : 'active';
  return {
    status,
    rounds: numberAt(ram, 'dirty-sync-count') ?? 0,
    state: ended,
    totalBytes: numberAt(ram, 'total') ?? 0,
    processedBytes: numberAt(ram, 'transferred') ?? 0,
    remainingBytes: numberAt(ram, 'remaining') ?? 0,
    // QEMU gives megabits a second.
    bandwidth: Math.round(((numberAt(ram, 'mbps') ?? 0) * 1e6) / 8),
    dirtyRate: (numberAt(ram, 'dirty-pages-rate') ?? 0) * (numberAt(ram, 'page-size') ?? 4096),
    mode: status.startsWith('postcopy') ? 'PostCopy' : 'PreCopy',
    ...(ended === 'completed' && downtime !== undefined ? { downtimeMs: downtime } : {}),
    ...(error ? { error } : {}),
  };
}

const capabilities = (wishes: Wishes) => ({
  capabilities: [
    { capability: 'auto-converge', state: wishes.autoConverge === true },
    { capability: 'postcopy-ram', state: wishes.postCopy === true },
  ],
});

async function prepare(source: QemuProcess, target: QemuProcess, wishes: Wishes): Promise<void> {
  await source.qmp.execute('migrate-set-capabilities', capabilities(wishes));
  await target.qmp.execute('migrate-set-capabilities', capabilities(wishes));
  // QEMU has no word for "unlimited"; this is what libvirt sends.
  const unlimited = Number.MAX_SAFE_INTEGER;
  await source.qmp.execute('migrate-set-parameters', { 'max-bandwidth': wishes.bandwidth && wishes.bandwidth > 0 ? wishes.bandwidth : unlimited });
  await target.qmp.execute('migrate-incoming', { uri: 'unix:migration.sock' });
}

/** Follows the migration to its end; rejects when it fails or is cancelled. */
async function follow(guest: QemuGuest, source: QemuProcess, wishes: Wishes, context: MigrationContext): Promise<void> {
  let isPostCopyAsked = false;
  for (;;) {
    const { status, rounds, ...progress } = readProgress(await source.qmp.execute('query-migrate'));
    context.emit({ type: 'migration', uid: guest.uid, progress });
    if (status === 'completed') return;
    if (status === 'cancelled') throw new GuestError('Aborted', abortedText);
    if (status === 'failed') throw new GuestError('Failed', progress.error ?? 'operation failed: migration out job: unexpectedly failed');
    if (wishes.postCopy && !isPostCopyAsked && rounds > roundsBeforePostCopy && status === 'active') {
      isPostCopyAsked = true;
      await source.qmp.execute('migrate-start-postcopy');
    }
    await pause(context.clock, pollMs);
  }
}

/** The guest is now in the target: the source goes, the folder remembers the new node. */
async function moveInto(guest: QemuGuest, source: QemuProcess, target: QemuProcess, node: string, clock: Clock): Promise<void> {
  guest.record = { ...guest.record, definition: { ...guest.record.definition, node } };
  await writeRecord(guest.files.definition, guest.record);
  await guest.attach(target);
  await applyLinks(guest);
  await endProcess(source, clock);
  await rm(source.files.folder, { recursive: true, force: true });
  guest.changed();
}

/** The guest stays where it is: the twin goes. */
async function giveUp(guest: QemuGuest, source: QemuProcess, target: QemuProcess | undefined, context: MigrationContext): Promise<void> {
  if (target) {
    await endProcess(target, context.clock);
    await rm(target.files.folder, { recursive: true, force: true });
  }
  if (!guest.isUp) return;
  // A migration that fails at its very end leaves the source standing.
  const status = stringAt(await source.qmp.execute('query-status'), 'status');
  if (status === 'postmigrate' || status === 'finish-migrate') await source.qmp.execute('cont');
}

/** QEMU's own live migration over a unix socket, from the guest's process to a second one. */
export async function migrateGuest(guest: QemuGuest, node: string, wishes: Wishes, context: MigrationContext): Promise<void> {
  const source = guest.running();
  if (guest.migration) throw new GuestError('AlreadyExists', `guest ${guest.record.definition.name} is migrating already`);
  const migration = { isCancelled: false };
  guest.migration = migration;
  let target: QemuProcess | undefined;
  try {
    target = await context.launchTarget(guest, nextGeneration(guest.files));
    await prepare(source, target, wishes);
    if (migration.isCancelled) throw new GuestError('Aborted', abortedText);
    await source.qmp.execute('migrate', { uri: `unix:../process-${target.files.generation}/migration.sock` });
    await follow(guest, source, wishes, context);
    await moveInto(guest, source, target, node, context.clock);
  } catch (error) {
    await giveUp(guest, source, target, context);
    throw error instanceof QmpError && error.kind === 'Disconnected' ? new GuestError('Failed', `the guest ended during its migration: ${messageOf(error)}`) : error;
  } finally {
    guest.migration = undefined;
  }
}

/** Stops a migration under way; one that has ended already is left as it is. */
export async function cancelMigration(guest: QemuGuest): Promise<void> {
  if (!guest.migration) return;
  guest.migration.isCancelled = true;
  await guest.running().qmp.execute('migrate_cancel');
}
