import type { GuestState } from '../driver';

/** What a stage can look at and change. */
export interface Situation {
  state: GuestState;
  agent: 'absent' | 'connected';
  /** What was asked of the guest and not done yet. */
  request: 'none' | 'stop' | 'reboot';
}

/**
 * One step in the life of a simulated guest. The first stage whose selector matches is taken: after the delay the
 * situation becomes `next`, and the search begins again. A guest that matches none rests.
 */
export interface Stage {
  name: string;
  selector: Partial<Situation> & { annotations?: Record<string, string> };
  delayMs: number;
  /** Up to so much is added to the delay, by chance. */
  jitterMs: number;
  next: Partial<Situation>;
  reason?: string;
  /** The guest says that it has booted again. */
  reboots?: boolean;
}

/** Annotation of a VirtualMachineInstance that makes its simulated guest misbehave. */
export const faultAnnotation = 'simulated.virtdeck.io/fault';

const fault = (name: string) => ({ annotations: { [faultAnnotation]: name } });

/** Times are those of a small cloud image; faults come first. */
export const defaultStages: Stage[] = [
  {
    name: 'crash-at-boot',
    selector: { state: 'starting', ...fault('crash-at-boot') },
    delayMs: 1_000,
    jitterMs: 500,
    next: { state: 'crashed' },
    reason: 'the QEMU process ended unexpectedly',
  },
  {
    name: 'panic',
    selector: { state: 'running', agent: 'connected', ...fault('panic') },
    delayMs: 10_000,
    jitterMs: 10_000,
    next: { state: 'crashed', agent: 'absent' },
    reason: 'the guest panicked',
  },
  {
    name: 'shut-down-by-itself',
    selector: { state: 'running', agent: 'connected', ...fault('shutdown') },
    delayMs: 10_000,
    jitterMs: 10_000,
    next: { state: 'stopped', agent: 'absent' },
    reason: 'the guest shut down',
  },
  {
    // Never answers the power button: only the end of its grace ends it.
    name: 'deaf',
    selector: { state: 'running', request: 'stop', ...fault('deaf') },
    delayMs: Number.POSITIVE_INFINITY,
    jitterMs: 0,
    next: {},
  },
  { name: 'boot', selector: { state: 'starting' }, delayMs: 500, jitterMs: 1_000, next: { state: 'running' } },
  {
    name: 'shut-down',
    selector: { state: 'running', request: 'stop' },
    delayMs: 1_000,
    jitterMs: 1_500,
    next: { state: 'stopped', agent: 'absent', request: 'none' },
    reason: 'the guest shut down',
  },
  {
    name: 'reboot',
    selector: { state: 'running', request: 'reboot' },
    delayMs: 1_000,
    jitterMs: 500,
    next: { agent: 'absent', request: 'none' },
    reboots: true,
  },
  {
    name: 'no-agent',
    selector: { state: 'running', agent: 'absent', ...fault('no-agent') },
    delayMs: Number.POSITIVE_INFINITY,
    jitterMs: 0,
    next: {},
  },
  { name: 'agent-connects', selector: { state: 'running', agent: 'absent' }, delayMs: 3_000, jitterMs: 4_000, next: { agent: 'connected' } },
];

/** The stage a guest is in now. */
export function stageFor(stages: Stage[], situation: Situation, annotations: Record<string, string>): Stage | undefined {
  return stages.find(({ selector }) => {
    const wanted = Object.entries(selector.annotations ?? {});
    return (
      (selector.state ?? situation.state) === situation.state &&
      (selector.agent ?? situation.agent) === situation.agent &&
      (selector.request ?? situation.request) === situation.request &&
      wanted.every(([key, value]) => annotations[key] === value)
    );
  });
}
