import type { GuestEvent, MigrationProgress } from '../driver';
import { GuestError } from '../guest-error';
import { advance, beginCourse, progressOf, type MigrationCourse } from './migrations';
import { infoOf, isUp, type SimulatedGuest } from './simulated-guest';
import { faultAnnotation } from './stages';
import type { TimerWheel } from './timer-wheel';

const stepMs = 500;
const failedText = 'operation failed: migration out job: unexpectedly failed';

interface Running {
  end(state: MigrationProgress['state'], error?: string): void;
}

/** Migrations that take as long as memory and bandwidth say. */
export function simulatedMigrations({ wheel, emit }: { wheel: TimerWheel; emit(event: GuestEvent): void }) {
  const running = new Map<SimulatedGuest, Running>();

  const run = (guest: SimulatedGuest, node: string, wishes: { bandwidth?: number }): Promise<void> => {
    if (running.has(guest)) return Promise.reject(new GuestError('AlreadyExists', `guest ${guest.name} is migrating already`));
    return new Promise((resolve, reject) => {
      let course: MigrationCourse = beginCourse(guest.memoryBytes, wishes.bandwidth);
      let cancelStep: () => void = () => undefined;
      const report = (state: MigrationProgress['state'], error?: string) =>
        emit({ type: 'migration', uid: guest.uid, progress: progressOf(course, state, error) });

      const end: Running['end'] = (state, error) => {
        cancelStep();
        running.delete(guest);
        if (state === 'completed') guest.node = node;
        report(state, error);
        if (state !== 'completed') return reject(new GuestError(state === 'cancelled' ? 'Aborted' : 'Failed', error ?? 'Live migration has been aborted'));
        emit({ type: 'changed', uid: guest.uid, info: infoOf(guest) });
        resolve();
      };
      const step = () => {
        course = advance(course, stepMs / 1000);
        const fault = guest.annotations[faultAnnotation];
        const fails = fault === 'migration-fails';
        // It dirties its memory as fast as it is moved, for as long as it runs.
        if (fault === 'migration-stalls' && guest.situation.state !== 'paused') course = { ...course, remainingBytes: Math.max(course.remainingBytes, course.totalBytes / 2) };
        if (!isUp(guest.situation.state)) return end('failed', 'the guest went down during its migration');
        if (fails && course.processedBytes > course.totalBytes / 2) return end('failed', failedText);
        if (course.remainingBytes === 0) return end('completed');
        report('active');
        cancelStep = wheel.after(stepMs, step);
      };
      running.set(guest, { end });
      report('active');
      cancelStep = wheel.after(stepMs, step);
    });
  };

  return { run, cancel: (guest: SimulatedGuest) => running.get(guest)?.end('cancelled') };
}
