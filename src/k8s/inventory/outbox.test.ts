import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox, ROWS_AT_ONCE } from './outbox';

/** Machines that wait, and how many went with each message. */
function contents() {
  const state = { waiting: 0, sent: [] as number[] };
  const outbox = new Outbox({
    waiting: () => state.waiting,
    post: () => {
      const sent = Math.min(state.waiting, ROWS_AT_ONCE);
      state.waiting -= sent;
      state.sent.push(sent);
    },
  });
  const arrive = (count: number) => {
    state.waiting += count;
    outbox.changed();
  };
  return { outbox, state, arrive };
}

const isFree = async (outbox: Outbox) => {
  let free = false;
  void (outbox.room() ?? Promise.resolve()).then(() => (free = true));
  await Promise.resolve();
  await Promise.resolve();
  return free;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the outbox of an inventory', () => {
  it('sends the first machines at once and reads nothing more until they are on the screen', async () => {
    const { outbox, state, arrive } = contents();
    arrive(60);
    expect(state.sent).toEqual([60]);
    let goesOn = false;
    void outbox.room()?.then(() => (goesOn = true));
    await Promise.resolve();
    expect(goesOn).toBe(false);
    outbox.taken();
    await Promise.resolve();
    expect(goesOn).toBe(true);
    expect(outbox.room()).toBeUndefined();
  });

  it('sends one message at a time, and what has gathered since in the next', () => {
    const { outbox, state, arrive } = contents();
    arrive(1);
    arrive(2);
    arrive(3);
    vi.runAllTimers();
    expect(state.sent).toEqual([1]);
    outbox.taken();
    vi.runAllTimers();
    expect(state.sent).toEqual([1, 5]);
  });

  it('cuts a flood into messages, and holds the reader back while many wait', async () => {
    const { outbox, state, arrive } = contents();
    arrive(1);
    outbox.taken();
    arrive(5000);
    expect(await isFree(outbox)).toBe(false);
    vi.runAllTimers();
    while (state.waiting > 0) {
      outbox.taken();
      vi.runAllTimers();
    }
    outbox.taken();
    expect(Math.max(...state.sent)).toBe(ROWS_AT_ONCE);
    expect(state.sent.reduce((sum, each) => sum + each, 0)).toBe(5001);
    expect(await isFree(outbox)).toBe(true);
  });

  it('tells a change of state although no machine came with it, and not twice', () => {
    const { outbox, state } = contents();
    outbox.changed();
    vi.runAllTimers();
    outbox.taken();
    vi.runAllTimers();
    expect(state.sent).toEqual([0]);
  });
});
