import { MigrationKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../contracts/virt';
import type { GuestDriver } from '../guests/driver';
import type { Clock } from '../lib/clock';
import type { ObjectEvent, ObjectReader } from '../store/client';
import type { Exposition, Labels } from './exposition';
import { Histogram } from './histogram';
import { seconds } from './machine-facts';

/** A metric whose rows come into being as things happen; the key is the JSON of the labels. */
class Rows<T> {
  private readonly rows = new Map<string, { labels: Labels; value: T }>();

  constructor(private readonly make: () => T) {}

  at(labels: Labels): { value: T } {
    const key = JSON.stringify(labels);
    let row = this.rows.get(key);
    if (!row) {
      row = { labels, value: this.make() };
      this.rows.set(key, row);
    }
    return row;
  }

  all(): Iterable<{ labels: Labels; value: T }> {
    return this.rows.values();
  }
}

const histograms = () => new Rows(() => new Histogram());
const counters = () => new Rows(() => 0);

/** Counts what can only be seen while it happens; begins at zero with the companion, as any process's counters do. */
export interface Transitions {
  write(out: Exposition): void;
  stop(): void;
}

function phaseTimes(instance: VirtualMachineInstance): { phase: string; at: number }[] {
  const stamps = instance.status?.phaseTransitionTimestamps ?? [];
  return stamps.map(({ phase, phaseTransitionTimestamp }) => ({ phase: phase ?? '', at: seconds(phaseTransitionTimestamp) })).sort((a, b) => a.at - b.at);
}

class TransitionCounters {
  private readonly fromCreation = histograms();
  private readonly fromDeletion = histograms();
  private readonly between = histograms();
  private readonly migrations = histograms();
  private readonly created = counters();
  private readonly panics = counters();

  constructor(private readonly clock: Clock) {}

  instance({ type, object, previous }: ObjectEvent<VirtualMachineInstance>): void {
    const phase = object.status?.phase ?? '';
    const before = previous?.status?.phase ?? '';
    if (type !== 'MODIFIED' || phase === before) return;
    const now = phaseTimes(object).find((each) => each.phase === phase)?.at ?? this.clock.now() / 1000;
    this.fromCreation.at({ phase }).value.observe(now - seconds(object.metadata.creationTimestamp));
    if (object.metadata.deletionTimestamp) this.fromDeletion.at({ phase }).value.observe(Math.max(0, now - seconds(object.metadata.deletionTimestamp)));
    const last = phaseTimes(object).find((each) => each.phase === before);
    if (last) this.between.at({ phase, last_phase: before }).value.observe(now - last.at);
  }

  migration({ type, object, previous }: ObjectEvent<VirtualMachineInstanceMigration>): void {
    const phase = object.status?.phase ?? '';
    if (type !== 'MODIFIED' || phase === (previous?.status?.phase ?? '')) return;
    this.migrations.at({ phase }).value.observe(this.clock.now() / 1000 - seconds(object.metadata.creationTimestamp));
  }

  machineCreated(namespace: string): void {
    this.created.at({ namespace }).value += 1;
  }

  panicked(instance: VirtualMachineInstance): void {
    this.panics.at({ namespace: instance.metadata.namespace ?? '', name: instance.metadata.name, type: 'pvpanic' }).value += 1;
  }

  write(out: Exposition): void {
    const families: [Rows<Histogram>, string, string][] = [
      [this.fromCreation, 'kubevirt_vmi_phase_transition_time_from_creation_seconds', 'Time from the creation of a virtual machine instance to a phase.'],
      [this.fromDeletion, 'kubevirt_vmi_phase_transition_time_from_deletion_seconds', 'Time from the deletion of a virtual machine instance to a phase.'],
      [this.between, 'kubevirt_vmi_phase_transition_time_seconds', 'Time between two phases of a virtual machine instance.'],
      [this.migrations, 'kubevirt_vmi_migration_phase_transition_time_from_creation_seconds', 'Time from the creation of a migration to a phase.'],
    ];
    for (const [rows, name, help] of families) {
      const write = out.histogram(name, help);
      for (const { labels, value } of rows.all()) write(labels, value);
    }
    const created = out.counter('kubevirt_vm_created_by_pod_total', 'Virtual machines created since this process started.');
    for (const { labels, value } of this.created.all()) created(labels, value);
    const panics = out.counter('kubevirt_vmi_guest_os_panic_total', 'Panics of guests.');
    for (const { labels, value } of this.panics.all()) panics(labels, value);
  }
}

/** Starts to count. */
export function watchTransitions(reader: ObjectReader, driver: Pick<GuestDriver, 'subscribe'>, clock: Clock): Transitions {
  const counters = new TransitionCounters(clock);
  // What exists already was not created while we looked.
  let isFirstLook = true;
  const stops = [
    reader.watch(VirtualMachineInstanceKind, (event) => counters.instance(event)),
    reader.watch(MigrationKind, (event) => counters.migration(event)),
    reader.watch(VirtualMachineKind, ({ type, object }) => {
      if (type === 'ADDED' && !isFirstLook) counters.machineCreated(object.metadata.namespace ?? '');
    }),
    driver.subscribe((event) => {
      if (event.type !== 'changed' || event.reason !== 'the guest panicked') return;
      const instance = reader.list(VirtualMachineInstanceKind).find(({ metadata }) => metadata.uid === event.uid);
      if (instance) counters.panicked(instance);
    }),
  ];
  isFirstLook = false;
  return { write: (out) => counters.write(out), stop: () => stops.forEach((stop) => stop()) };
}
