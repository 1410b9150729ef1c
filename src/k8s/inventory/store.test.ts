import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WatchedServer } from '../watched-server.test-support';
import { InventoryStore } from './store';

let server: WatchedServer;
let store: InventoryStore;

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  server = new WatchedServer();
  await server.start();
});

afterEach(() => {
  store.close();
  server.stop();
  vi.unstubAllGlobals();
});

const becomes = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 });
const limits = () => server.lists.map((url) => new URL(url, 'http://x').searchParams.get('limit'));

describe('the inventory of a page', () => {
  // There are no workers here: this is also how a host that forbids them gets its list.
  it('has its first machines before anybody looks, and reads on when they are shown', async () => {
    for (let index = 0; index < 150; index += 1) server.put(`vm-${index}`, index);
    store = new InventoryStore({ namespace: 'n' });
    await becomes(() => expect(store.rows.size).toBe(60));
    await becomes(() => expect(limits()).toEqual(['60', '60', '60']));
    expect(store.state).toMatchObject({ loaded: true, complete: false });
    const seen: number[] = [];
    const leave = store.subscribe((changes) => seen.push(changes.length));
    await becomes(() => expect(store.state.complete).toBe(true));
    expect(store.rows.size).toBe(150);
    expect(limits().filter((limit) => limit === '250')).toHaveLength(3);
    expect(seen.length).toBeGreaterThan(0);
    leave();
  });

  it('counts its changes, so that what is derived from it knows whether it is of today', async () => {
    server.put('vm-0', 0);
    store = new InventoryStore({ namespace: 'n' });
    store.subscribe(() => undefined);
    await becomes(() => expect(store.state.complete).toBe(true));
    const before = store.revision;
    server.remove('vm-0');
    await becomes(() => expect(store.rows.size).toBe(0));
    expect(store.revision).toBeGreaterThan(before);
  });
});
