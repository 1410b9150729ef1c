import type { Duplex } from 'node:stream';
import type { Clock } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import { createListeners } from '../listeners';
import { lineReader } from './lines';

/** An event of the QEMU Machine Protocol. */
export interface QmpEvent {
  event: string;
  data: Record<string, unknown>;
}

/** QEMU refused a command; `kind` is its error class. */
export class QmpError extends Error {
  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
    this.name = 'QmpError';
  }
}

export interface QmpClient {
  execute(command: string, args?: Record<string, unknown>, timeoutMs?: number): Promise<unknown>;
  onEvent(listener: (event: QmpEvent) => void): () => void;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

interface Waiting {
  command: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
  cancelTimer(): void;
}

const defaultTimeoutMs = 20_000;

/** Undefined for what is no JSON object: the other end is then not QEMU. */
function parse(line: string): Record<string, unknown> | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return isRecord(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

function createClient(stream: Duplex, clock: Clock) {
  const waiting = new Map<number, Waiting>();
  const events = createListeners<QmpEvent>((error) => stream.destroy(error instanceof Error ? error : undefined));
  let nextId = 1;
  let greet: () => void = () => undefined;
  const greeting = new Promise<void>((resolve) => (greet = resolve));

  const settle = (message: Record<string, unknown>) => {
    const id = typeof message.id === 'number' ? message.id : 0;
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    call.cancelTimer();
    if (!isRecord(message.error)) return call.resolve(message.return);
    call.reject(new QmpError(String(message.error.class), String(message.error.desc)));
  };

  stream.on(
    'data',
    lineReader((line) => {
      const message = parse(line);
      if (!message) return void stream.destroy();
      if (message.QMP !== undefined) greet();
      else if (typeof message.event === 'string') events.emit({ event: message.event, data: isRecord(message.data) ? message.data : {} });
      else settle(message);
    }),
  );
  const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
  stream.on('error', () => stream.destroy());
  void closed.then(() => {
    for (const call of waiting.values()) {
      call.cancelTimer();
      call.reject(new QmpError('Disconnected', `QEMU went away during ${call.command}`));
    }
    waiting.clear();
  });

  const execute = (command: string, args?: Record<string, unknown>, timeoutMs = defaultTimeoutMs) =>
    new Promise<unknown>((resolve, reject) => {
      if (stream.destroyed) return reject(new QmpError('Disconnected', 'QEMU is not connected'));
      const id = nextId++;
      const cancelTimer = clock.after(timeoutMs, () => {
        waiting.delete(id);
        reject(new QmpError('Timeout', `QEMU did not answer ${command} within ${timeoutMs / 1000} s`));
      });
      waiting.set(id, { command, resolve, reject, cancelTimer });
      stream.write(`${JSON.stringify({ execute: command, ...(args ? { arguments: args } : {}), id })}\r\n`);
    });

  const client: QmpClient = { execute, onEvent: events.add, closed, close: () => void stream.destroy() };
  return { client, greeting };
}

/** Speaks QMP over a connected stream: waits for the greeting, then leaves negotiation mode. */
export async function createQmpClient(stream: Duplex, clock: Clock): Promise<QmpClient> {
  const { client, greeting } = createClient(stream, clock);
  const gone = client.closed.then(() => {
    throw new QmpError('Disconnected', 'QEMU closed its monitor');
  });
  // The race below may be over by then: nobody else hears this.
  gone.catch(() => undefined);
  const late = new Promise<never>((_, reject) => {
    const cancel = clock.after(defaultTimeoutMs, () => reject(new QmpError('Timeout', 'QEMU did not greet on its monitor')));
    void greeting.then(cancel);
    void client.closed.then(cancel);
  });
  try {
    await Promise.race([greeting, gone, late]);
    await client.execute('qmp_capabilities');
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
