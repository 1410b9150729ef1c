import type { VirtualMachineInstance } from '../../../contracts/virt';

export type Phase = 'Pending' | 'Scheduling' | 'Scheduled' | 'Running' | 'Succeeded' | 'Failed';

/** Moves the instance into a phase and notes the time, once per phase. */
export function enterPhase(draft: VirtualMachineInstance, phase: Phase, now: string): void {
  const status = (draft.status ??= {});
  if (status.phase === phase) return;
  status.phase = phase;
  status.phaseTransitionTimestamps = [...(status.phaseTransitionTimestamps ?? []), { phase, phaseTransitionTimestamp: now }];
}

export function phaseOf(vmi: VirtualMachineInstance): Phase {
  return (vmi.status?.phase as Phase | undefined) || 'Pending';
}

export function isFinal(vmi: VirtualMachineInstance): boolean {
  return vmi.status?.phase === 'Succeeded' || vmi.status?.phase === 'Failed';
}
