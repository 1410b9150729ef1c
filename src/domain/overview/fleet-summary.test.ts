import { describe, expect, it } from 'vitest';
import { joinRow } from '../inventory/join';
import { projectVm } from '../inventory/project-vm';
import type { VmRow } from '../inventory/row';
import { FleetSummary, problemWords } from './fleet-summary';
import { nodeRows } from './nodes';

const blank = joinRow(
  projectVm({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'x', namespace: 'demo' },
    spec: { template: { spec: { domain: { devices: {} } } } },
  }),
  undefined,
  undefined,
);

function row(name: string, part: Partial<VmRow>): VmRow {
  return { ...blank, key: `demo/${name}`, name, ...part };
}

const running = row('a', { status: 'Running', node: 'n1', vcpus: 2, memory: 1024 });
const stopped = row('b', { status: 'Stopped' });
const broken = row('c', {
  status: 'ErrorUnschedulable',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no room' }],
});

describe('the summary of all machines', () => {
  it('counts by status, adds up what runs where and names those in trouble', () => {
    const summary = new FleetSummary();
    summary.reset([running, stopped, broken]);
    expect(summary.current).toMatchObject({ total: 3, groups: { running: 1, stopped: 1, error: 1 }, vcpus: 2, memory: 1024 });
    expect(summary.current.nodes.get('n1')).toEqual({ machines: 1, vcpus: 2, memory: 1024 });
    expect([...summary.current.problems.keys()]).toEqual(['demo/c']);
  });

  it('after any changes is the same as counted anew', () => {
    const summary = new FleetSummary();
    summary.reset([running, broken]);
    const moved = { ...running, node: 'n2' };
    const healed = { ...broken, status: 'Running', node: 'n2', vcpus: 1, memory: 512 };
    summary.apply([
      { before: running, after: moved },
      { before: broken, after: healed },
      { before: undefined, after: stopped },
    ]);
    const anew = new FleetSummary();
    anew.reset([moved, healed, stopped]);
    expect(summary.current).toEqual(anew.current);
    summary.apply([moved, healed, stopped].map((before) => ({ before, after: undefined })));
    expect(summary.current).toMatchObject({ total: 0, vcpus: 0, memory: 0 });
    expect(summary.current.nodes.size).toBe(0);
  });

  it('says why a machine is in trouble in the words of the cluster', () => {
    expect(problemWords(broken)).toBe('no room');
    expect(problemWords(row('d', { status: 'CrashLoopBackOff', conditions: [] }))).toBe('CrashLoopBackOff');
  });
});

it('a node shows what it can hold and what its machines take; those that need a look come first', () => {
  const node = (name: string, ready: string, unschedulable?: boolean) => ({
    metadata: { name },
    spec: { unschedulable },
    status: { allocatable: { cpu: '8', memory: '1Ki' }, conditions: [{ type: 'Ready', status: ready }] },
  });
  const loads = new Map([['n3', { machines: 1, vcpus: 2, memory: 512 }]]);
  const rows = nodeRows([node('n1', 'True', true), node('n2', 'False'), node('n3', 'True')], loads);
  expect(rows).toEqual([
    { name: 'n2', ready: false, cordoned: false, cores: 8, capacity: 1024, machines: 0, vcpus: 0, memory: 0 },
    { name: 'n3', ready: true, cordoned: false, cores: 8, capacity: 1024, machines: 1, vcpus: 2, memory: 512 },
    { name: 'n1', ready: true, cordoned: true, cores: 8, capacity: 1024, machines: 0, vcpus: 0, memory: 0 },
  ]);
});
