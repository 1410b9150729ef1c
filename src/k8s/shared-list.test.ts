import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { KindRef } from '../../contracts/kinds';
import { SharedList } from './shared-list';
import { WatchedServer } from './watched-server.test-support';

const Widget: KindRef = { group: '', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };

let server: WatchedServer;
let list: SharedList<NonNullable<typeof Widget.__object>>;

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  server = new WatchedServer();
  await server.start();
});

afterEach(() => {
  list.close();
  server.stop();
  vi.unstubAllGlobals();
});

function open(): void {
  list = new SharedList(Widget, {});
}

const held = () => new Map(list.snapshot().items.map((item) => [item.metadata.name, item.value]));
const becomes = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 });

describe('a list that is watched', () => {
  it('shows the first page before the rest has come, and then everything', async () => {
    for (let index = 0; index < 600; index += 1) server.put(`w${index}`, index);
    const sizes: number[] = [];
    open();
    list.subscribe(() => sizes.push(list.snapshot().items.length));
    await becomes(() => expect(list.snapshot().complete).toBe(true));
    expect(sizes[0]).toBe(250);
    expect(held()).toEqual(server.truth());
  });

  it('follows changes without asking again', async () => {
    server.put('a', 1);
    open();
    await becomes(() => expect(server.watches).toHaveLength(1));
    server.put('a', 2);
    server.put('b', 3);
    server.remove('a');
    await becomes(() => expect(held()).toEqual(new Map([['b', 3]])));
    expect(server.lists).toHaveLength(1);
  });

  it('resumes a lost socket from its last version and says since when it was not live', async () => {
    server.put('a', 1);
    open();
    await becomes(() => expect(server.watches).toHaveLength(1));
    server.cut();
    await becomes(() => expect(list.snapshot().staleSince).toBeTypeOf('number'));
    server.put('b', 2);
    await becomes(() => expect(held()).toEqual(server.truth()));
    expect(list.snapshot().staleSince).toBeUndefined();
    expect(server.lists).toHaveLength(1);
  });

  it('lists again when its version has expired, without emptying in between, and drops what is gone', async () => {
    server.put('stays', 1);
    server.put('goes', 2);
    open();
    await becomes(() => expect(server.watches).toHaveLength(1));
    const sizes: number[] = [];
    list.subscribe(() => sizes.push(list.snapshot().items.length));
    server.cut();
    server.remove('goes');
    server.compact();
    await becomes(() => expect(held()).toEqual(new Map([['stays', 1]])));
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(server.lists).toHaveLength(2);
  });

  it('under churn and cut sockets ends identical to the truth', async () => {
    open();
    await becomes(() => expect(server.watches).toHaveLength(1));
    for (let step = 0; step < 400; step += 1) {
      if (step % 3 === 2) server.remove(`w${(step * 7) % 40}`);
      else server.put(`w${(step * 5) % 40}`, step);
      if (step % 80 === 40) server.cut();
      if (step % 160 === 100) server.compact();
      await new Promise((next) => setImmediate(next));
    }
    await becomes(() => expect(held()).toEqual(server.truth()));
  });

  it('does not repeat a refusal, and shows the words of the server', async () => {
    server.refuse = 403;
    open();
    await becomes(() => expect(list.snapshot().error).toMatchObject({ code: 403, message: 'widgets is forbidden' }));
    expect(server.lists).toHaveLength(1);
    server.refuse = undefined;
    list.retry();
    await becomes(() => expect(list.snapshot().loaded).toBe(true));
    expect(list.snapshot().error).toBeUndefined();
  });
});
