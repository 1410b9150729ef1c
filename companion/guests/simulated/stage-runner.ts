import type { Clock } from '../../lib/clock';
import type { GuestEvent } from '../driver';
import { infoOf, isUp, type SimulatedGuest } from './simulated-guest';
import { stageFor, type Situation, type Stage } from './stages';
import type { TimerWheel } from './timer-wheel';

export interface StageRunnerOptions {
  stages: Stage[];
  wheel: TimerWheel;
  clock: Clock;
  emit(event: GuestEvent): void;
  random(): number;
}

/** Moves guests through their stages. */
export interface StageRunner {
  /** Begins, or chooses the stage anew. */
  follow(guest: SimulatedGuest): void;
  /** A change from outside, at once. */
  change(guest: SimulatedGuest, next: Partial<Situation>, reason?: string): void;
  reboot(guest: SimulatedGuest): void;
  whenDown(guest: SimulatedGuest): Promise<void>;
}

export function createStageRunner({ stages, wheel, clock, emit, random }: StageRunnerOptions): StageRunner {
  const waiting = new Map<SimulatedGuest, (() => void)[]>();

  const follow = (guest: SimulatedGuest) => {
    guest.cancelStage();
    guest.cancelStage = () => undefined;
    const stage = stageFor(stages, guest.situation, guest.annotations);
    if (!stage || !Number.isFinite(stage.delayMs)) return;
    guest.cancelStage = wheel.after(stage.delayMs + random() * stage.jitterMs, () => {
      if (stage.reboots) emitReboot(guest);
      change(guest, stage.next, stage.reason);
    });
  };

  const emitReboot = (guest: SimulatedGuest) => {
    guest.bootedAt = clock.now();
    emit({ type: 'rebooted', uid: guest.uid });
  };

  const change = (guest: SimulatedGuest, next: Partial<Situation>, reason?: string) => {
    const before = guest.situation;
    guest.situation = { ...before, ...next };
    if (before.state === 'starting' && guest.situation.state === 'running') {
      guest.bootedAt = clock.now();
      if (guest.startPaused) guest.situation.state = 'paused';
    }
    follow(guest);
    if (before.state === guest.situation.state && before.agent === guest.situation.agent) return;
    emit({ type: 'changed', uid: guest.uid, info: infoOf(guest), ...(reason ? { reason } : {}) });
    if (isUp(guest.situation.state)) return;
    for (const resolve of waiting.get(guest) ?? []) resolve();
    waiting.delete(guest);
  };

  return {
    follow,
    change,
    reboot: (guest) => {
      emitReboot(guest);
      change(guest, { agent: 'absent', request: 'none' });
    },
    whenDown: (guest) => new Promise((resolve) => waiting.set(guest, [...(waiting.get(guest) ?? []), resolve])),
  };
}
