import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRow, standaloneRow } from './join';
import { LiveView, naturalKey, rowOrder } from './live-view';
import type { RowChange } from './live-view';
import { projectMigration, projectVmi } from './project-vmi';
import { projectVm } from './project-vm';
import { sameRow } from './same-row';
import { TreeModel } from './tree';
import type { VmRow } from './row';

function row(name: string, patch: Partial<VmRow> = {}): VmRow {
  const vm = projectVm({ metadata: { name, namespace: patch.namespace ?? 'shop' }, status: { printableStatus: 'Running' } });
  return { ...joinRow(vm, undefined, undefined), ...patch };
}

/** A random history of machines: each step adds, changes or removes one. */
const history = fc.array(
  fc.record({
    name: fc.integer({ min: 0, max: 30 }),
    status: fc.constantFrom('Running', 'Stopped', 'Failed', ''),
    folder: fc.constantFrom('', 'a', 'b'),
  }),
  { maxLength: 80 },
);

function replay(
  steps: readonly { name: number; status: string; folder: string }[],
  each: (changes: RowChange[], all: Map<string, VmRow>) => void,
): Map<string, VmRow> {
  const all = new Map<string, VmRow>();
  for (const step of steps) {
    const key = `shop/vm-${step.name}`;
    const before = all.get(key);
    const after = step.status === '' ? undefined : row(`vm-${step.name}`, { status: step.status, folder: step.folder });
    if (after) all.set(key, after);
    else all.delete(key);
    each([{ before, after }], all);
  }
  return all;
}

describe('projecting foreign objects', () => {
  it('accepts anything at all', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (vm, vmi, migration) => {
        const made = joinRow(projectVm(vm), projectVmi(vmi), projectMigration(migration));
        expect(typeof made.status).toBe('string');
        expect(Array.isArray(made.ips)).toBe(true);
      }),
    );
  });

  it('reads what a running machine shows', () => {
    const vmi = projectVmi({
      metadata: { name: 'a', namespace: 'n' },
      status: {
        phase: 'Running',
        nodeName: 'node-1',
        interfaces: [{ ipAddress: '10.0.0.1', ipAddresses: ['10.0.0.1', 'fd00::1'] }],
        guestOSInfo: { prettyName: 'Fedora 42' },
        conditions: [
          { type: 'AgentConnected', status: 'True' },
          { type: 'LiveMigratable', status: 'False', message: 'host devices' },
        ],
      },
    });
    const made = joinRow(projectVm({ metadata: { name: 'a', namespace: 'n' }, spec: { running: true } }), vmi, undefined);
    expect(made).toMatchObject({
      node: 'node-1',
      ips: ['10.0.0.1', 'fd00::1'],
      os: 'Fedora 42',
      agent: true,
      notMigratable: 'host devices',
      runStrategy: 'Always',
      status: 'Running',
    });
  });

  it('shows an instance without owner as a machine of its own', () => {
    const vmi = projectVmi({ metadata: { name: 'a', namespace: 'n' }, status: { phase: 'Running' } });
    expect(standaloneRow(vmi, undefined)).toMatchObject({ kind: 'vmi', status: 'Running', key: 'n/a' });
  });

  it('an unchanged machine makes an equal row', () => {
    expect(sameRow(row('a'), row('a'))).toBe(true);
    expect(sameRow(row('a'), row('a', { ips: ['1.1.1.1'] }))).toBe(false);
  });
});

describe('the live view', () => {
  it('after any history shows what sorting all rows anew would show', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (steps, descending) => {
        const matches = (each: VmRow) => each.status !== 'Stopped';
        const order = rowOrder((each) => each.folder, descending);
        const live = new LiveView(matches, order);
        const all = replay(steps, (changes) => live.apply(changes));
        const fresh = new LiveView(matches, order);
        fresh.reset(all.values());
        expect(live.current).toEqual(fresh.current);
      }),
    );
  });

  it('shows the same whether changes come one by one or many at once', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 17, max: 60 }), (steps, atOnce) => {
        const order = rowOrder((each) => each.folder, false);
        const live = new LiveView((each) => each.status !== 'Stopped', order);
        const fresh = new LiveView((each) => each.status !== 'Stopped', order);
        let pending = new Map<string, RowChange>();
        const all = replay(steps, (changes) => {
          for (const { before, after } of changes) {
            const key = (before ?? after)?.key ?? '';
            pending.set(key, { before: pending.has(key) ? pending.get(key)?.before : before, after });
          }
          if (pending.size < Math.min(atOnce, 20)) return;
          live.apply([...pending.values()]);
          pending = new Map();
        });
        live.apply([...pending.values()]);
        fresh.reset(all.values());
        expect(live.current).toEqual(fresh.current);
      }),
    );
  });

  it('picks from rows in order what a view of its own would sort', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (steps, descending) => {
        const order = rowOrder((each) => each.folder, descending);
        const sorted = new LiveView(() => true, order);
        const all = replay(steps, (changes) => sorted.apply(changes));
        const picked = new LiveView((each) => each.status === 'Running', order, sorted);
        const fresh = new LiveView((each) => each.status === 'Running', order);
        picked.reset(all.values());
        fresh.reset(all.values());
        expect(picked.current).toEqual(fresh.current);
      }),
    );
  });

  it('orders numbers in names as people do, and keeps empty keys last', () => {
    expect(naturalKey('vm-2') < naturalKey('vm-10')).toBe(true);
    const view = new LiveView(
      () => true,
      rowOrder((each) => each.folder, true),
    );
    view.reset([row('a', { folder: '' }), row('b', { folder: 'x' })]);
    expect(view.current.map((each) => each.name)).toEqual(['b', 'a']);
  });
});

describe('the tree', () => {
  it('after any history holds what a fresh tree would hold', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const open = new Set(['p/shop', 'g/shop/a', 'g/shop/b']);
        const live = new TreeModel();
        const all = replay(steps, (changes) => live.apply(changes));
        const fresh = new TreeModel();
        fresh.reset(all.values());
        expect(live.lines(open)).toEqual(fresh.lines(open));
      }),
    );
  });

  it('tells apart machines whose names count the same', () => {
    const tree = new TreeModel();
    const [one, other] = [row('vm-1'), row('vm-01')];
    tree.reset([one, other]);
    tree.apply([{ before: one, after: undefined }]);
    expect(tree.lines(new Set(['p/shop'])).flatMap((line) => (line.kind === 'vm' ? line.row.name : []))).toEqual(['vm-01']);
    tree.apply([{ before: other, after: undefined }]);
    expect(tree.lines(new Set())).toEqual([]);
  });

  it('shows groups first, as people count, and then the machines without one', () => {
    const tree = new TreeModel();
    tree.reset([row('alone'), row('x', { folder: 'web-10' }), row('y', { folder: 'web-2' })]);
    const shown = tree.lines(new Set(['p/shop'])).map((line) => (line.kind === 'vm' ? line.row.name : line.id));
    expect(shown).toEqual(['p/shop', 'g/shop/web-2', 'g/shop/web-10', 'alone']);
    expect(tree.groupsOf('shop')).toEqual(['web-2', 'web-10']);
  });

  it('says the worst status of what it hides', () => {
    const tree = new TreeModel();
    tree.reset([row('a', { status: 'Running', folder: 'front' }), row('b', { status: 'CrashLoopBackOff', folder: 'front' })]);
    expect(tree.lines(new Set())).toMatchObject([{ project: 'shop', count: 2, worst: 0 }]);
  });
});
