import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import WebSocket from 'ws';
import type { Json } from './start-api';

export interface SeenEvent {
  type: string;
  object: Json;
}

/** The events of a watch, in order, as they come. */
export interface WatchClient {
  status: number;
  events: SeenEvent[];
  /** Resolves with the next event that has not been taken yet. */
  next(): Promise<SeenEvent>;
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  close(): void;
  response?: IncomingMessage;
  socket?: WebSocket;
}

/** Opens a watch over HTTP. */
export function watchHttp(url: string, headers: Record<string, string> = {}): Promise<WatchClient> {
  return new Promise((resolve, reject) => {
    const inbox = createInbox();
    const call = request(url, { headers }, (response) => {
      let rest = '';
      const ended = new Promise<void>((done) => response.once('close', done));
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) inbox.add(JSON.parse(line) as SeenEvent);
      });
      response.on('error', () => undefined);
      resolve({ status: response.statusCode ?? 0, events: inbox.events, next: inbox.next, ended, close: () => call.destroy(), response });
    });
    call.on('error', reject);
    call.end();
  });
}

/** Opens a watch over a WebSocket; rejects with the HTTP status of a refusal. */
export function watchSocket(url: string, options: { origin?: string | undefined; protocols?: string[]; headers?: Record<string, string> } = { origin: 'http://localhost' }): Promise<WatchClient> {
  return new Promise((resolve, reject) => {
    const inbox = createInbox();
    const headers = { ...options.headers, ...(options.origin === undefined ? {} : { origin: options.origin }) };
    const socket = new WebSocket(url.replace(/^http/, 'ws'), options.protocols ?? [], { headers });
    const ended = new Promise<void>((done) => socket.once('close', () => done()));
    socket.on('message', (data, isBinary) => {
      if (isBinary) throw new Error('a watch sends text messages');
      inbox.add(JSON.parse(String(data)) as SeenEvent);
    });
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(`refused with ${response.statusCode}`));
      socket.terminate();
    });
    socket.on('error', reject);
    socket.once('open', () => resolve({ status: 101, events: inbox.events, next: inbox.next, ended, close: () => socket.terminate(), socket }));
  });
}

function createInbox() {
  const events: SeenEvent[] = [];
  const waiting: ((event: SeenEvent) => void)[] = [];
  let taken = 0;
  return {
    events,
    add: (event: SeenEvent) => {
      events.push(event);
      if (waiting.length === 0) return;
      taken += 1;
      waiting.shift()?.(event);
    },
    next: () =>
      new Promise<SeenEvent>((resolve) => {
        const event = events[taken];
        if (!event) return void waiting.push(resolve);
        taken += 1;
        resolve(event);
      }),
  };
}
