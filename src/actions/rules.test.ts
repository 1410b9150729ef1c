import { describe, expect, it } from 'vitest';
import { joinRow } from '../domain/inventory/join';
import { projectVmi } from '../domain/inventory/project-vmi';
import { projectVm } from '../domain/inventory/project-vm';
import type { VmRow } from '../domain/inventory/row';
import { deleteRule, migrateRule, pauseRule, resetRule, restartRule, softRebootRule, startRule, stopRule, unpauseRule } from './rules';

const t = (key: string) => key;

function machine(runStrategy: string, phase: string, patch: Partial<VmRow> = {}): VmRow {
  const vmi = phase === '' ? undefined : projectVmi({ metadata: { name: 'a', namespace: 'n' }, status: { phase } });
  return { ...joinRow(projectVm({ metadata: { name: 'a', namespace: 'n' }, spec: { runStrategy } }), vmi, undefined), ...patch };
}

const phases = ['', 'Scheduling', 'Running', 'Succeeded', 'Failed'] as const;

/** What virt-api answers to start, stop and restart, by run strategy and phase of the instance; + is accepted. */
const matrix: Record<string, { start: string; stop: string; restart: string }> = {
  Halted: { start: '+--++', stop: '-----', restart: '-----' },
  Always: { start: '-----', stop: '+++++', restart: '-++++' },
  RerunOnFailure: { start: '+--+-', stop: '-++--', restart: '-++++' },
  Manual: { start: '+--++', stop: '-++--', restart: '-++++' },
  Once: { start: '-----', stop: '+++++', restart: '-----' },
};

describe('power verbs are offered exactly when KubeVirt accepts them', () => {
  for (const [strategy, expected] of Object.entries(matrix)) {
    for (const [index, phase] of phases.entries()) {
      it(`${strategy} with ${phase === '' ? 'no instance' : `an instance that is ${phase}`}`, () => {
        const row = machine(strategy, phase);
        const accepted = (reason: string | undefined) => (reason === undefined ? '+' : '-');
        expect(accepted(startRule(row, t))).toBe(expected.start[index]);
        expect(accepted(stopRule(row, t))).toBe(expected.stop[index]);
        expect(accepted(restartRule(row, t))).toBe(expected.restart[index]);
      });
    }
  }
});

describe('other verbs', () => {
  const running = machine('Always', 'Running');

  it('pausing needs a running machine that is not paused and has no liveness probe', () => {
    expect(pauseRule(running, t)).toBeUndefined();
    expect(pauseRule({ ...running, paused: true }, t)).toBe('The machine is paused.');
    expect(pauseRule({ ...running, livenessProbe: true }, t)).toContain('liveness probe');
    expect(pauseRule(machine('Always', 'Scheduling'), t)).toBe('The machine is not running.');
  });

  it('unpausing waits for a snapshot to end', () => {
    expect(unpauseRule({ ...running, paused: true }, t)).toBeUndefined();
    expect(unpauseRule({ ...running, paused: true, snapshot: 's' }, t)).toContain('Snapshot');
    expect(unpauseRule(running, t)).toBe('The machine is not paused.');
  });

  it('a soft reboot needs a guest agent or ACPI', () => {
    expect(softRebootRule({ ...running, agent: false, acpi: false }, t)).toContain('ACPI');
    expect(softRebootRule({ ...running, agent: true, acpi: false }, t)).toBeUndefined();
  });

  it('a reset reaches a machine whose guest is being started', () => {
    expect(resetRule(machine('Always', 'Scheduled'), t)).toBeUndefined();
    expect(resetRule(machine('Always', 'Scheduling'), t)).toBe('The machine is not running.');
  });

  it('a machine that cannot migrate says KubeVirt’s own reason', () => {
    expect(migrateRule({ ...running, notMigratable: 'cannot migrate VMI with host devices' }, t)).toBe(
      'cannot migrate VMI with host devices',
    );
    expect(migrateRule({ ...running, migration: { name: 'm', phase: 'Running', created: 1 } }, t)).toBe(
      'The machine is already migrating.',
    );
  });

  it('protection forbids deleting, running does not', () => {
    expect(deleteRule({ ...running, deleteProtected: true }, t)).toBe('The machine is protected against deletion.');
    expect(deleteRule(running, t)).toBeUndefined();
  });

  it('a snapshot or restore under way locks the machine', () => {
    expect(startRule({ ...machine('Halted', ''), snapshot: 's' }, t)).toContain('Snapshot');
    expect(startRule({ ...machine('Halted', ''), restore: 'r' }, t)).toContain('restored');
  });
});
