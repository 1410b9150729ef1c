import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../lib/logger';
import { Store } from '../store';
import { CrashDisk } from '../test-support/crash-disk';
import type { Content } from '../test-support/crash-disk';
import { LogPersistence } from './log-persistence';

const RESOURCE = 'configmaps';
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const ROUNDS = 50;

/** Small bounds: a few dozen writes go through several logs and snapshots. */
function open(disk: CrashDisk): { store: Store; log: LogPersistence } {
  const log = new LogPersistence(disk, { folder: 'objects', logger: silentLogger, logBytes: 6000, garbageBytes: 10_000 });
  return { store: new Store(log, silentLogger), log };
}

type State = Record<string, string>;
interface Event {
  revision: number;
  name: string;
  value: string | undefined;
}

/** What was answered, and what may or may not have come to be. */
interface Account {
  state: State;
  unanswered: State;
  history: Event[];
}

const stateOf = (store: Store): State => Object.fromEntries(store.collection(RESOURCE).records().map(({ name, object }) => [name, String(object.value)]));

function change(store: Store, name: string, value: string | undefined): { revision: number; committed: Promise<void> } {
  const build = (revision: number) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, resourceVersion: String(revision) }, value: value ?? 'gone' });
  const { record, committed } = value === undefined ? store.remove(RESOURCE, name, 'struct', build) : store.put(RESOURCE, name, 'struct', build);
  return { revision: record.revision, committed };
}

/** Two changes at once, again and again; ends at the first that is not answered. */
async function work(store: Store, account: Account): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const wanted = [round, round * 3 + 1].map((index, place) => {
      const name = KEYS[index % KEYS.length] ?? '';
      const value = (round + place) % 5 === 4 && account.state[name] !== undefined ? undefined : `${round}`.padEnd((round * 137) % 1200, 'x');
      return { name, value };
    });
    if (wanted[0]?.name === wanted[1]?.name) wanted.pop();
    const next = { ...account.state };
    for (const { name, value } of wanted) {
      if (value === undefined) delete next[name];
      else next[name] = value;
    }
    account.unanswered = next;
    const changes = wanted.map((each) => ({ ...each, ...change(store, each.name, each.value) }));
    const results = await Promise.allSettled(changes.map(({ committed }) => committed));
    if (results.some(({ status }) => status === 'rejected')) return;
    account.state = next;
    account.history.push(...changes.map(({ revision, name, value }) => ({ revision, name, value })));
  }
}

async function run(lastStep?: number): Promise<{ disk: CrashDisk; account: Account; revision: number }> {
  const disk = new CrashDisk(new Map(), lastStep);
  const { store } = open(disk);
  const account: Account = { state: {}, unanswered: {}, history: [] };
  await work(store, account);
  await store.close().catch(() => undefined);
  return { disk, account, revision: store.revision };
}

/** Everything answered is there, what was not answered is there whole or not at all, and the history is what happened. */
async function check(content: Content, { state, unanswered, history }: Account, revision: number): Promise<void> {
  const disk = new CrashDisk(content);
  const { store, log } = open(disk);
  const found = stateOf(store);
  if (JSON.stringify(sorted(found)) !== JSON.stringify(sorted(state))) expect(found).toEqual(unanswered);
  expect(store.revision).toBeGreaterThanOrEqual(revision);
  const { compacted } = store.journal;
  const remembered = (store.journal.after(RESOURCE, compacted) ?? []).map(({ type, record }) => ({ revision: record.revision, name: record.name, value: type === 'DELETED' ? undefined : String(record.object.value) }));
  const expected = history.filter((event) => event.revision > compacted);
  expect(remembered.slice(0, expected.length)).toEqual(expected);
  await log.removeLeftovers();
  await change(store, 'after', 'the crash').committed;
  await store.close();
  expect(stateOf(open(new CrashDisk(disk.afterKill())).store)).toEqual({ ...found, after: 'the crash' });
}

const sorted = (state: State) => Object.entries(state).sort();

describe('the object log', () => {
  it('goes through several logs and snapshots here', async () => {
    const { disk, account } = await run();
    expect(disk.names().some((name) => name.endsWith('.snapshot') && !name.startsWith('00000001'))).toBe(true);
    await check(disk.afterKill(), account, 0);
  });

  it('loses nothing that was answered when the process ends at any step', async () => {
    const { disk: whole } = await run();
    for (let step = 1; step <= whole.steps; step += 1) {
      const { disk, account, revision } = await run(step);
      await check(disk.afterKill(), account, revision);
    }
  }, 60_000);

  it('loses nothing that was answered when the power goes at any step', async () => {
    const { disk: whole } = await run();
    for (let step = 1; step <= whole.steps; step += 1) {
      const { disk, account, revision } = await run(step);
      for (const share of [0, 0.4, 0.9, 1]) {
        for (const newNames of [false, true]) await check(disk.afterPowerLoss(share, newNames), account, revision);
      }
    }
  }, 120_000);

  it('refuses to open with any bit turned, and names the file', async () => {
    const { disk } = await run();
    const content = disk.afterKill();
    for (const [name, bytes] of content) {
      for (let at = 0; at < bytes.length; at += 7) {
        const turned = Buffer.from(bytes);
        turned.writeUInt8(turned.readUInt8(at) ^ (1 << (at % 8)), at);
        expect(() => open(new CrashDisk(new Map([...content, [name, turned]]))), `${name} at ${at}`).toThrow(name);
      }
    }
  });

  it('refuses to open when a file in the middle is gone or cut off', async () => {
    const { disk } = await run();
    const content = disk.afterKill();
    const last = [...content.keys()].sort().pop();
    for (const name of content.keys()) {
      if (name === last) continue;
      const without = new Map(content);
      without.delete(name);
      expect(() => open(new CrashDisk(without)), `without ${name}`).toThrow('the object store is damaged');
      const cut = new Map([...content, [name, (content.get(name) ?? Buffer.alloc(0)).subarray(0, -100)] as const]);
      expect(() => open(new CrashDisk(cut)), `${name} cut off`).toThrow('the object store is damaged');
    }
  });

  it('refuses changes while the disk is full, goes on reading, and takes changes again when there is room', async () => {
    const disk = new CrashDisk();
    const { store } = open(disk);
    await change(store, 'before', 'kept').committed;
    disk.room = 400;
    const refused = await Promise.allSettled([change(store, 'more', 'x'.repeat(1000)).committed, change(store, 'before', 'y'.repeat(1000)).committed]);
    const reason = refused.map((each) => (each.status === 'rejected' ? String(each.reason) : 'taken'));
    expect(reason[0]).toContain('the change could not be stored: no space is left for the data folder objects');
    expect(stateOf(store)).toEqual({ before: 'kept' });
    disk.room = Number.POSITIVE_INFINITY;
    await change(store, 'more', 'now').committed;
    expect(stateOf(store)).toEqual({ before: 'kept', more: 'now' });
    await store.close();
    expect(stateOf(open(new CrashDisk(disk.afterPowerLoss(0, false))).store)).toEqual({ before: 'kept', more: 'now' });
  });

  it('goes on when the disk is full in the middle of a compaction or when a new log begins', async () => {
    const { disk: whole } = await run();
    const size = [...whole.afterKill().values()].reduce((sum, { length }) => sum + length, 0);
    for (let room = 1000; room < size * 2; room += 500) {
      const disk = new CrashDisk();
      disk.room = room;
      const { store } = open(disk);
      const account: Account = { state: {}, unanswered: {}, history: [] };
      await work(store, account);
      disk.room = Number.POSITIVE_INFINITY;
      await work(store, account);
      await store.close();
      await check(disk.afterPowerLoss(0, false), account, 0);
    }
  });
});
