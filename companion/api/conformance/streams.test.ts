import { PassThrough } from 'node:stream';
import type { Duplex } from 'node:stream';
import WebSocket from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AggregatedApi } from '../../kinds/definition';
import { bareKinds } from '../../kinds/registry';
import { ApiError } from '../../lib/api-error';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { widget } from '../../test-support/api/widget';

const BASE = '/apis/streams.example.com/v1/namespaces/default/machines/m';

/** A guest that answers with what it hears. */
const echo = (): Duplex => {
  const stream = new PassThrough();
  guests.push(stream);
  return stream;
};
let guests: Duplex[] = [];

const streams: AggregatedApi = {
  group: 'streams.example.com',
  versions: ['v1'],
  resources: [{ name: 'machines/console', namespaced: true, kind: '', verbs: [] }],
  handle: ({ subresource, method, body, name, dryRun }) => {
    if (subresource === 'refused') throw new ApiError(409, 'Conflict', 'machine is not running', { name: name ?? '' });
    if (subresource === 'console') return Promise.resolve({ connect: echo(), subprotocol: 'plain.kubevirt.io' });
    if (subresource === 'start') return Promise.resolve({ code: 202 });
    return Promise.resolve({ code: 200, body: JSON.stringify({ method, subresource, dryRun, body: body.toString() }) });
  },
};

let api: StartedApi;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  guests = [];
  api = await startApi({ definitions: [...bareKinds(), widget], aggregated: [streams] });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await api.stop();
});

function open(path: string, protocols: string[] = []): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}${path}`, protocols);
    sockets.push(socket);
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => reject(new Error(`${response.statusCode} ${text}`)));
    });
    socket.on('error', reject);
  });
}

const message = (socket: WebSocket) => new Promise<{ data: Buffer; binary: boolean }>((resolve) => socket.once('message', (data, binary) => resolve({ data: data as Buffer, binary })));

describe('an aggregated API', () => {
  it('gets the request and gives the answer', async () => {
    const { body } = await api.call('PUT', `${BASE}/evacuate/cancel?dryRun=All`, { a: 1 });
    expect(body).toEqual({ method: 'PUT', subresource: 'evacuate/cancel', dryRun: true, body: '{"a":1}' });
  });

  it('may answer with nothing but a code', async () => {
    const { status, text, headers } = await api.call('PUT', `${BASE}/start`);
    expect([status, text, headers.get('content-type')]).toEqual([202, '', null]);
  });

  it('answers in its own form, whatever the client accepts', async () => {
    expect((await api.call('GET', `${BASE}/screenshot`, undefined, { accept: 'image/png' })).status).toBe(200);
  });

  it('passes binary messages both ways and nothing else', async () => {
    const socket = await open(`${BASE}/console`, ['plain.kubevirt.io']);
    expect(socket.protocol).toBe('plain.kubevirt.io');
    socket.send('ignored text');
    socket.send(Buffer.from([1, 2, 3]));
    expect(await message(socket)).toEqual({ data: Buffer.from([1, 2, 3]), binary: true });
  });

  it('accepts clients that offer no protocol, or another, without choosing one', async () => {
    expect((await open(`${BASE}/console`)).protocol).toBe('');
  });

  it('refuses before the upgrade with an ordinary Status', async () => {
    await expect(open(`${BASE}/refused`)).rejects.toThrow(/^409 \{"kind":"Status".*"message":"machine is not running"/);
  });

  it('answers a plain GET of a stream with 400', async () => {
    const { status } = await api.call('GET', `${BASE}/console`);
    expect([status, guests[0]?.destroyed]).toEqual([400, true]);
  });

  it('ends the guest side with the client, and the client with the guest', async () => {
    const first = await open(`${BASE}/console`);
    const gone = new Promise((resolve) => guests[0]?.once('close', resolve));
    first.close();
    await gone;
    const second = await open(`${BASE}/console`);
    const closed = new Promise<number>((resolve) => second.once('close', resolve));
    guests[1]?.end();
    expect(await closed).toBe(1000);
  });
});
