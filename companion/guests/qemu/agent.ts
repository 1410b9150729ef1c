import type { Duplex } from 'node:stream';
import { isRecord } from '../../lib/guards';
import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import { lineReader } from './lines';

/** Speaks with qemu-guest-agent over its virtio-serial channel: one command at a time, in order. */
export interface AgentClient {
  execute(command: string, args?: Record<string, unknown>, timeoutMs?: number): Promise<unknown>;
  close(): void;
}

const defaultTimeoutMs = 5_000;
/** What takes longer inside a busy guest. */
const slowCommands: Record<string, number> = { 'guest-fsfreeze-freeze': 60_000, 'guest-fsfreeze-thaw': 60_000, 'guest-fstrim': 300_000 };
/** The byte that makes the agent drop what it has half read, and that precedes its answer to guest-sync-delimited. */
const sentinel = 0xff;

interface Awaited {
  take(message: Record<string, unknown>): void;
  fail(error: Error): void;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return isRecord(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

export function createAgentClient(stream: Duplex, clock: Clock): AgentClient {
  let awaited: Awaited | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let inSync = false;
  let syncId = 1;

  const newReader = () =>
    lineReader((line) => {
      const message = parse(line);
      if (message) awaited?.take(message);
    });
  let read = newReader();
  stream.on('data', (chunk: Buffer) => {
    const at = chunk.lastIndexOf(sentinel);
    // What came before it is the rest of an answer nobody waits for.
    if (at >= 0) read = newReader();
    read(chunk.subarray(at + 1));
  });
  stream.on('error', () => stream.destroy());
  stream.once('close', () => awaited?.fail(new GuestError('NoAgent', 'the guest agent went away')));

  /** Sends one request and waits for a message that `accept` takes. */
  const request = (payload: string | Buffer, accept: (message: Record<string, unknown>) => boolean, timeoutMs: number) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const settle = (finish: () => void) => {
        awaited = undefined;
        cancel();
        finish();
      };
      const cancel = clock.after(timeoutMs, () => {
        inSync = false;
        settle(() => reject(new GuestError('NoAgent', 'the guest agent does not answer')));
      });
      awaited = {
        take: (message) => accept(message) && settle(() => resolve(message)),
        fail: (error) => settle(() => reject(error)),
      };
      if (stream.destroyed) return awaited.fail(new GuestError('NoAgent', 'the guest agent is not connected'));
      stream.write(payload);
    });

  /** After silence the channel may hold old answers: a numbered echo finds the place again. */
  const synchronise = async (timeoutMs: number) => {
    const id = (syncId += 1);
    const command = `${JSON.stringify({ execute: 'guest-sync-delimited', arguments: { id } })}\n`;
    await request(Buffer.concat([Buffer.from([sentinel]), Buffer.from(command)]), (message) => message.return === id, timeoutMs);
    inSync = true;
  };

  const run = async (command: string, args: Record<string, unknown> | undefined, timeoutMs: number): Promise<unknown> => {
    if (!inSync) await synchronise(timeoutMs);
    const payload = `${JSON.stringify({ execute: command, ...(args ? { arguments: args } : {}) })}\n`;
    const answer = await request(payload, () => true, timeoutMs);
    if (isRecord(answer.error)) throw new GuestError('Failed', String(answer.error.desc));
    return answer.return;
  };

  return {
    execute: (command, args, timeoutMs = slowCommands[command] ?? defaultTimeoutMs) => {
      const result = queue.then(() => run(command, args, timeoutMs));
      queue = result.catch(() => undefined);
      return result;
    },
    close: () => void stream.destroy(),
  };
}
