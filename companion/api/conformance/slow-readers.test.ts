import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KindRef } from '../../../contracts/kinds';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { WIDGETS, widget, widgetBody } from '../../test-support/api/widget';

const WidgetKind: KindRef = { group: 'example.com', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };
const MEGABYTE = 1024 * 1024;

let folder: string;
let api: StartedApi;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'virtdeck-slow-'));
  api = await startApi({ definitions: [...bareKinds(), widget], folder });
});
afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A watch on a connection nobody reads from once it has begun. */
async function deafWatch(): Promise<Socket> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(`GET ${WIDGETS}?watch=true HTTP/1.1\r\nhost: x\r\n\r\n`);
  await new Promise<void>((resolve) => socket.once('data', () => resolve()));
  return socket.pause();
}

/** Reads on to the end of the connection; gives the last words. */
function lastWords(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-2000)));
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  socket.resume();
  return ended;
}

async function write(rounds: number, bytes: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await api.client.mutate(WidgetKind, 'big', 'default', (draft) => {
      draft.spec = { anything: { filler: `${round}`.padEnd(bytes, 'x') } };
    });
  }
}

describe('watches whose readers do not read', () => {
  it('cost little memory, and end with 410 when they have fallen out of the history', async () => {
    await api.call('POST', WIDGETS, widgetBody('big'));
    const sockets = await Promise.all(Array.from({ length: 20 }, deafWatch));
    const before = process.memoryUsage().rss;
    await write(270, MEGABYTE);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * MEGABYTE);
    const words = await Promise.all(sockets.map(lastWords));
    expect(words.filter((text) => !text.includes('"reason":"Expired"'))).toEqual([]);
  }, 120_000);

  it('get everything they missed when they read on in time', async () => {
    await api.call('POST', WIDGETS, widgetBody('big'));
    const socket = await deafWatch();
    await write(1000, 20_000);
    const revision = Number((await api.call('GET', `${WIDGETS}/big`)).body.metadata?.resourceVersion);
    let events = 0;
    let rest = '';
    const all = new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString('latin1')).split('\n');
        rest = lines.pop() ?? '';
        events += lines.filter((line) => line.startsWith('{"type":"MODIFIED"')).length;
        if (lines.some((line) => line.includes(`"resourceVersion":"${revision}"`))) resolve();
      });
    });
    socket.resume();
    await all;
    socket.destroy();
    expect(events).toBe(1000);
  }, 60_000);
});
