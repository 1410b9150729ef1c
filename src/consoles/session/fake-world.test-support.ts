import type { ConsoleChannel, ConsoleEndpoint, ProbeAnswer, SessionWorld, SocketLike } from './types';

type Listener = (event: { code: number; reason: string; data: unknown }) => void;

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  binaryType = 'blob';
  readyState = 0;
  readonly protocol = 'plain.kubevirt.io';
  readonly sent: Uint8Array[] = [];
  readonly #listeners = new Map<string, Listener[]>();

  constructor(readonly endpoint: ConsoleEndpoint) {}

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(data: ArrayBufferView<ArrayBuffer> | ArrayBuffer): void {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.sent.push(bytes.slice());
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = 1;
    this.#tell('open', {});
  }

  receive(bytes: Uint8Array): void {
    this.#tell('message', { data: bytes.slice().buffer });
  }

  end(code: number): void {
    this.readyState = 3;
    this.#tell('close', { code });
  }

  #tell(type: string, event: { code?: number; data?: unknown }): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ code: 0, reason: '', data: undefined, ...event });
  }
}

/** A world in which time passes and the server answers when the test says so. */
export class FakeWorld implements SessionWorld {
  readonly sockets: FakeSocket[] = [];
  answer: ProbeAnswer = { code: 400, message: 'missing upgrade' };
  #now = 0;
  #tasks: { at: number; task: () => void }[] = [];

  open = (endpoint: ConsoleEndpoint): FakeSocket => {
    const socket = new FakeSocket(endpoint);
    this.sockets.push(socket);
    return socket;
  };

  probe = async (): Promise<ProbeAnswer> => this.answer;
  random = (): number => 0;
  timers = {
    now: () => this.#now,
    after: (milliseconds: number, task: () => void) => {
      const entry = { at: this.#now + milliseconds, task };
      this.#tasks.push(entry);
      return () => {
        this.#tasks = this.#tasks.filter((each) => each !== entry);
      };
    },
  };

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  }

  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const next = this.#tasks.filter((each) => each.at <= until).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.#tasks = this.#tasks.filter((each) => each !== next);
      this.#now = next.at;
      next.task();
    }
    this.#now = until;
  }

  /** Ends the last socket during its handshake and lets the probe's answer arrive. */
  async refuse(answer: ProbeAnswer): Promise<void> {
    this.answer = answer;
    this.socket.end(1006);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}

const noQuery: Record<string, boolean> = {};

/** A channel that is ready as soon as its socket is open. */
export function plainChannel(newcomerWins = false): ConsoleChannel {
  return {
    newcomerWins,
    endpoint: ({ takeOver }) => ({ path: '/console', query: takeOver ? noQuery : { preserveSession: true } }),
    attach: (_socket, events) => {
      events.ready();
      return () => undefined;
    },
  };
}
