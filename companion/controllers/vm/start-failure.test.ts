import { describe, expect, it } from 'vitest';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { backOffMs, startFailureAfter } from './start-failure';

function instance(uid: string, phases: string[]): VirtualMachineInstance {
  const stamps = phases.map((phase) => ({ phase, phaseTransitionTimestamp: '2026-01-01T00:00:00Z' }));
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: { name: 'vm', namespace: 'ns', uid },
    spec: { domain: { devices: {} } },
    status: { phase: phases.at(-1) ?? '', phaseTransitionTimestamps: stamps },
  };
}

describe('start failures', () => {
  it('wait 10·n² seconds and at most half as long again, never over 300 s', () => {
    expect([1, 2, 3, 5, 6].map((count) => backOffMs(count, 0))).toEqual([10_000, 40_000, 90_000, 250_000, 300_000]);
    expect(backOffMs(2, 1)).toBe(60_000);
    expect(backOffMs(9, 1)).toBe(300_000);
  });

  it('count an instance that failed without having run, once', () => {
    const failed = instance('u1', ['Pending', 'Scheduling', 'Failed']);
    const first = startFailureAfter(undefined, 'Always', failed, 0);
    expect(first).toMatchObject({ consecutiveFailCount: 1, lastFailedVMIUID: 'u1' });
    expect(startFailureAfter(first, 'Always', failed, 0)).toBe(first);
    expect(startFailureAfter(first, 'Always', instance('u2', ['Failed']), 0)).toMatchObject({ consecutiveFailCount: 2 });
  });

  it('are forgotten when an instance runs, and under Manual and Halted', () => {
    const old = { consecutiveFailCount: 3, lastFailedVMIUID: 'u1', retryAfterTimestamp: '2026-01-01T00:00:00Z' };
    expect(startFailureAfter(old, 'Always', instance('u2', ['Pending', 'Running']), 0)).toBeUndefined();
    expect(startFailureAfter(old, 'Manual', undefined, 0)).toBeUndefined();
    expect(startFailureAfter(old, 'Halted', undefined, 0)).toBeUndefined();
    expect(startFailureAfter(old, 'Once', undefined, 0)).toBe(old);
  });

  it('do not count an instance that ran before it failed', () => {
    expect(startFailureAfter(undefined, 'Always', instance('u1', ['Running', 'Failed']), 0)).toBeUndefined();
  });
});
