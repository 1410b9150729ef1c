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

let storage: Storage;

/** Each test is a page that has just been loaded. */
async function load() {
  vi.resetModules();
  return import('./task-store');
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
    steer.resume('old');
    await becomes(() => expect(taskStore.snapshot()[0]?.state).toBe('ended'));
    expect(ran).toEqual(['a']);
  });

  it('a task of a tab that lives is left to it', async () => {
    vi.stubGlobal('navigator', {
      locks: { query: () => Promise.resolve({ held: [{ name: 'virtdeck-task-old' }] }), request: () => Promise.resolve() },
    });
    storage.setItem(KEY, JSON.stringify([stored({})]));
    const { taskStore, steer } = await load();
    taskStore.subscribe(() => undefined);
    await becomes(() => expect(taskStore.snapshot()).toHaveLength(1));
    expect(taskStore.snapshot()[0]?.state).toBe('running');
    expect(steer.isOwn('old')).toBe(false);
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
