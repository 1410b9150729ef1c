import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Task } from './types';

class Storage {
  full = false;
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(key, value);
  };
}

const KEY = 'virtdeck.tasks';
const machine = { kind: 'vm' as const, namespace: 'n', name: 'a', uid: '' };
const stored = (patch: Partial<Task>): Task => ({
  id: 'old',
  actionId: 'start',
  title: 'Start: a',
  params: {},
  concurrency: 1,
  state: 'running',
  started: 1,
  items: [{ machine, state: 'running' }],
  ...patch,
});

/** The part of the Web Locks API that tasks use, shared by the pages of a test. */
class Locks {
  private readonly held = new Map<string, object>();
  private readonly waiting = new Map<string, (() => void)[]>();

  /** What one page sees. */
  of(page: object) {
    const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
      const [options, act] = (rest.length === 1 ? [{}, rest[0]] : rest) as [LockOptions, (lock: unknown) => unknown];
      const isTaken = this.held.has(name);
      if (isTaken && options.ifAvailable) return Promise.resolve(act(null));
      if (isTaken) return new Promise((done) => this.waiting.set(name, [...(this.waiting.get(name) ?? []), () => done(act({ name }))]));
      if (options.mode === 'shared') return Promise.resolve(act({ name }));
      this.held.set(name, page);
      return Promise.resolve(act({ name })).finally(() => this.release(name, page));
    };
    return { request, query: () => Promise.resolve({ held: [...this.held.keys()].map((name) => ({ name, mode: 'exclusive' })) }) };
  }

  close(page: object): void {
    for (const [name, holder] of [...this.held]) if (holder === page) this.release(name, page);
  }

  private release(name: string, page: object): void {
    if (this.held.get(name) !== page) return;
    this.held.delete(name);
    const next = this.waiting.get(name) ?? [];
    this.waiting.delete(name);
    for (const act of next) act();
  }
}

/** A tab with its own view of the locks, as long as it is the one that acts. */
async function tab(locks: Locks, page: object = {}) {
  const navigator = { locks: locks.of(page) };
  vi.stubGlobal('navigator', navigator);
  const store = await load();
  store.taskStore.subscribe(() => undefined);
  return { ...store, page, here: () => void vi.stubGlobal('navigator', navigator) };
}

let storage: Storage;

/** Each test is a page that has just been loaded. */
async function load() {
  vi.resetModules();
  return { ...(await import('./task-store')), ...(await import('./task-runner')) };
}

const becomes = (check: () => void) => vi.waitFor(check, { timeout: 3000, interval: 10 });

beforeEach(() => {
  storage = new Storage();
  vi.stubGlobal('localStorage', storage);
});

afterEach(() => vi.unstubAllGlobals());

describe('tasks across reloads and tabs', () => {
  it('a task whose page is gone is interrupted, and can be resumed', async () => {
    storage.setItem(KEY, JSON.stringify([stored({})]));
    const { setTaskRunner, steer, taskStore } = await load();
    const ran: string[] = [];
    setTaskRunner((_, item) => Promise.resolve(void ran.push(item.machine.name)));
    taskStore.subscribe(() => undefined);
    await becomes(() => expect(taskStore.snapshot()[0]?.state).toBe('interrupted'));
    steer('old', 'resume');
    await becomes(() => expect(taskStore.snapshot()[0]?.state).toBe('ended'));
    expect(ran).toEqual(['a']);
  });

  it('a task of a tab that lives is left to it', async () => {
    vi.stubGlobal('navigator', {
      locks: {
        query: () => Promise.resolve({ held: [{ name: 'virtdeck-task-old', mode: 'exclusive' }] }),
        request: () => Promise.resolve(),
      },
    });
    storage.setItem(KEY, JSON.stringify([stored({})]));
    const { taskStore, isOwn } = await load();
    taskStore.subscribe(() => undefined);
    await becomes(() => expect(taskStore.snapshot()).toHaveLength(1));
    expect(taskStore.snapshot()[0]?.state).toBe('running');
    expect(isOwn('old')).toBe(false);
  });

  it.each(['not JSON', '{"a":1}', '[null, 7, {"id":"x"}]'])('memory that cannot be read is no memory: %s', async (text) => {
    storage.setItem(KEY, text);
    const { taskStore, startTask, setTaskRunner } = await load();
    setTaskRunner(() => Promise.resolve());
    taskStore.subscribe(() => undefined);
    const task = await startTask({ actionId: 'start', title: 'Start', machines: [machine] });
    expect(task.state).toBe('ended');
    expect(taskStore.snapshot()[0]?.id).toBe(task.id);
  });

  it('a full storage costs the memory, not the task', async () => {
    storage.full = true;
    const { startTask, setTaskRunner } = await load();
    setTaskRunner(() => Promise.reject(new Error('VM is not running')));
    const task = await startTask({ actionId: 'stop', title: 'Stop', machines: [machine] });
    expect(task.items).toMatchObject([{ state: 'failed', message: 'VM is not running' }]);
  });

  it('what has ended is remembered for the next page', async () => {
    const first = await load();
    first.setTaskRunner(() => Promise.resolve());
    await first.startTask({ actionId: 'start', title: 'Start: a', machines: [machine] });
    await becomes(() => expect(storage.getItem(KEY)).toContain('"ended"'));
    const second = await load();
    second.taskStore.subscribe(() => undefined);
    await becomes(() => expect(second.taskStore.snapshot()[0]?.title).toBe('Start: a'));
  });
});

describe('tasks of several tabs', () => {
  const machines = ['a', 'b', 'c'].map((name) => ({ ...machine, name }));

  /** One tab with a task under way whose first part ends when the test says so, and another tab that looks on. */
  async function twoTabs() {
    const locks = new Locks();
    const owner = await tab(locks);
    const began: string[] = [];
    let finish = (): void => undefined;
    owner.setTaskRunner((_, item) => {
      began.push(item.machine.name);
      return new Promise((done) => (finish = done));
    });
    const ended = owner.startTask({ actionId: 'start', title: 'Start', machines, concurrency: 1 });
    const id = owner.taskStore.snapshot()[0]?.id ?? '';
    const other = await tab(locks);
    await becomes(() => expect(other.taskStore.snapshot()[0]?.state).toBe('running'));
    return { locks, owner, other, id, began, ended, finish: () => finish() };
  }

  it('a task is paused, resumed and cancelled from another tab, by the tab where it runs', async () => {
    const { owner, other, id, began, ended, finish } = await twoTabs();
    other.steer(id, 'pause');
    await becomes(() => expect(owner.taskStore.snapshot()[0]?.state).toBe('paused'));
    finish();
    other.steer(id, 'resume');
    await becomes(() => expect(began).toEqual(['a', 'b']));
    other.steer(id, 'cancel');
    await becomes(() => expect(owner.taskStore.snapshot()[0]?.items.at(-1)?.state).toBe('cancelled'));
    finish();
    expect((await ended).items.map((item) => item.state)).toEqual(['done', 'done', 'cancelled']);
    expect(other.isOwn(id)).toBe(false);
  });

  it('a task whose tab is closed is interrupted at once, and the rest of it can be retried by one other tab only', async () => {
    const { locks, owner, other, id } = await twoTabs();
    const third = await tab(locks);
    other.here();
    locks.close(owner.page);
    await becomes(() => expect(other.taskStore.snapshot()[0]?.state).toBe('interrupted'));
    await becomes(() => expect(third.taskStore.snapshot()[0]?.state).toBe('interrupted'));
    const ran: string[] = [];
    for (const each of [other, third]) each.setTaskRunner((_, item) => Promise.resolve(void ran.push(item.machine.name)));
    other.steer(id, 'resume');
    third.steer(id, 'resume');
    await becomes(() => expect(other.taskStore.snapshot()[0]?.state).toBe('ended'));
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('without locks, as on a page that is no secure context, the tabs ask each other who lives', async () => {
    vi.stubGlobal('navigator', {});
    const owner = await load();
    let finish = (): void => undefined;
    owner.setTaskRunner(() => new Promise((done) => (finish = done)));
    void owner.startTask({ actionId: 'start', title: 'Start', machines: [machine] });
    storage.setItem(KEY, JSON.stringify([...owner.taskStore.snapshot(), stored({ id: 'widow' })]));
    const other = await load();
    other.taskStore.subscribe(() => undefined);
    await becomes(() => expect(other.taskStore.snapshot().map((task) => task.state)).toEqual(['running', 'interrupted']));
    finish();
  });

  it('what one tab forgets, all forget', async () => {
    const locks = new Locks();
    const first = await tab(locks);
    first.setTaskRunner(() => Promise.resolve());
    await first.startTask({ actionId: 'start', title: 'Start', machines });
    const second = await tab(locks);
    await becomes(() => expect(second.taskStore.snapshot()).toHaveLength(1));
    second.forgetEnded();
    await becomes(() => expect(first.taskStore.snapshot()).toHaveLength(0));
    expect(storage.getItem(KEY)).toBe('[]');
  });
});
