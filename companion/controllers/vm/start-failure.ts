import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { type RunStrategy } from './run-strategy';

export interface StartFailure {
  consecutiveFailCount?: number;
  lastFailedVMIUID?: string;
  retryAfterTimestamp?: string;
}

const LONGEST = 300_000;

/** Wait before the next try after `count` failures in a row: max(10 s, 10·n²) and up to half of it more, at most 300 s. */
export function backOffMs(count: number, random = Math.random()): number {
  const base = Math.max(10, 10 * count * count) * 1000;
  return Math.min(LONGEST, base + Math.floor((random * base) / 2));
}

function hasRun(vmi: VirtualMachineInstance): boolean {
  return vmi.status?.phase === 'Running' || Boolean(vmi.status?.phaseTransitionTimestamps?.some((entry) => entry.phase === 'Running'));
}

/** `status.startFailure` after looking at the instance: an instance that failed without ever running counts once. */
export function startFailureAfter(
  old: StartFailure | undefined,
  strategy: RunStrategy,
  vmi: VirtualMachineInstance | undefined,
  now: number,
): StartFailure | undefined {
  if (strategy === 'Manual' || strategy === 'Halted') return undefined;
  if (!vmi) return old;
  if (hasRun(vmi)) return undefined;
  if (vmi.status?.phase !== 'Failed' || old?.lastFailedVMIUID === vmi.metadata.uid) return old;
  const count = (old?.consecutiveFailCount ?? 0) + 1;
  const retryAt = new Date(now + backOffMs(count)).toISOString().replace(/\.\d{3}Z$/, 'Z');
  return { consecutiveFailCount: count, lastFailedVMIUID: vmi.metadata.uid ?? '', retryAfterTimestamp: retryAt };
}

/** Milliseconds until the next try may be made; 0 when it may be made now. */
export function waitBeforeStart(vm: VirtualMachine, now: number): number {
  const at = vm.status?.startFailure?.retryAfterTimestamp;
  return at ? Math.max(0, Date.parse(at) - now) : 0;
}
