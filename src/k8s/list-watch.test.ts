import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { KindRef } from '../../contracts/kinds';
import { ListWatch } from './list-watch';
import type { ListWatchOptions, ListWatchSink } from './list-watch';
import { WatchedServer } from './watched-server.test-support';

const Widget: KindRef = { group: '', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };
type Kept = NonNullable<typeof Widget.__object>;

let server: WatchedServer;
let watch: ListWatch<Kept>;

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  server = new WatchedServer();
  await server.start();
});

afterEach(() => {
  watch.close();
  server.stop();
  vi.unstubAllGlobals();
});

function open(options: ListWatchOptions, hold?: () => Promise<void> | undefined) {
  const seen = { pages: [] as number[], listings: 0, live: 0 };
  const sink: ListWatchSink<Kept> = {
    begin: () => undefined,
    page: (items) => {
      seen.pages.push(items.length);
      return hold?.();
    },
    complete: () => (seen.listings += 1),
    change: () => undefined,
    live: () => (seen.live += 1),
    lost: () => undefined,
    failed: () => undefined,
  };
  watch = new ListWatch(Widget, {}, sink, options);
  return seen;
}

const becomes = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 });

describe('a list that is read', () => {
  it('comes in pages of the sizes asked for, the last size repeated', async () => {
    for (let index = 0; index < 12; index += 1) server.put(`w${index}`, index);
    const seen = open({ pages: [2, 4] });
    await becomes(() => expect(seen.listings).toBe(1));
    expect(seen.pages).toEqual([2, 4, 4, 2]);
  });

  it('asks for no further page until there is room for it', async () => {
    for (let index = 0; index < 4; index += 1) server.put(`w${index}`, index);
    let goOn: () => void = () => undefined;
    const room = new Promise<void>((done) => (goOn = done));
    const seen = open({ pages: [1] }, () => room);
    await becomes(() => expect(seen.pages).toHaveLength(1));
    expect(server.lists).toHaveLength(1);
    goOn();
    await becomes(() => expect(seen.listings).toBe(1));
  });

  it('is listed again instead of watched where that is asked for', async () => {
    const seen = open({ follow: () => 5 });
    await becomes(() => expect(seen.listings).toBeGreaterThan(2));
    expect(server.watches).toEqual([]);
  });

  it('begun anew in the middle ends as one listing and one watch', async () => {
    for (let index = 0; index < 6; index += 1) server.put(`w${index}`, index);
    let goOn: () => void = () => undefined;
    const room = new Promise<void>((done) => (goOn = done));
    const seen = open({ pages: [1] }, () => room);
    await becomes(() => expect(seen.pages).toHaveLength(1));
    watch.restart();
    goOn();
    await becomes(() => expect(seen.live).toBe(1));
    expect(seen.listings).toBe(1);
    expect(server.watches).toHaveLength(1);
  });
});
