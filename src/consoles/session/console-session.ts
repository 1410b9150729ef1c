import { reconnectDelay } from './back-off';
import { readRefusal } from './refusal';
import type { ConsoleChannel, ConsoleEndpoint, ConsoleState, SessionWorld, SocketLike } from './types';

const handshakeLimit = 30_000;
/** A session that reconnected by itself and is cut again this soon was taken by somebody who also reconnects. */
const contested = 10_000;
const orderlyEnd = 1000;

interface Attempt {
  socket: SocketLike;
  endpoint: ConsoleEndpoint;
  /** The socket came from an automatic reconnect. */
  automatic: boolean;
  opened: boolean;
  over: boolean;
  detach?: () => void;
  stopTimer?: () => void;
}

/**
 * One console of one guest: connects, asks before it takes over, reconnects, and says at each moment where it stands.
 * A plain object: it lives on while the page that shows it changes.
 */
export class ConsoleSession {
  #state: ConsoleState = { phase: 'idle' };
  #guestRuns = false;
  #attempt: Attempt | undefined;
  #cancelRetry: (() => void) | undefined;
  #failures = 0;
  #wasConnected = false;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly channel: ConsoleChannel,
    private readonly world: SessionWorld,
  ) {}

  /** The state now; the same object until it changes. */
  getState = (): ConsoleState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens the console, or waits for the guest. With `takeOver` a session of somebody else is ended. */
  connect(options: { takeOver?: boolean } = {}): void {
    this.#drop();
    this.#failures = 0;
    this.#wasConnected = false;
    if (!this.#guestRuns) return this.#set({ phase: 'waiting' });
    this.#open({ takeOver: options.takeOver ?? false, automatic: false });
  }

  /** Ends the session on the person's wish; nothing reconnects. */
  disconnect(): void {
    this.#drop();
    this.#set({ phase: 'closed' });
  }

  /** Tells whether there is a guest to talk to. */
  setGuestRuns(runs: boolean): void {
    if (runs === this.#guestRuns) return;
    this.#guestRuns = runs;
    const { phase } = this.#state;
    if (phase === 'idle' || phase === 'closed') return;
    if (runs) {
      if (phase === 'waiting') this.connect();
      return;
    }
    this.#drop();
    this.#set({ phase: 'waiting' });
  }

  /** Does not wait for the back-off any longer, e.g. because the network is back. */
  retryNow(): void {
    if (this.#state.phase !== 'lost') return;
    this.#drop();
    this.#open({ takeOver: false, automatic: true });
  }

  #set(state: ConsoleState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #drop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    const attempt = this.#attempt;
    this.#attempt = undefined;
    if (attempt) this.#release(attempt);
  }

  #release(attempt: Attempt): void {
    if (attempt.over) return;
    attempt.over = true;
    attempt.stopTimer?.();
    attempt.detach?.();
    attempt.socket.close();
  }

  #open({ takeOver, automatic }: { takeOver: boolean; automatic: boolean }): void {
    const endpoint = this.channel.endpoint({ takeOver });
    this.#set({ phase: 'connecting', attempt: this.#failures });
    const socket = this.world.open(endpoint);
    socket.binaryType = 'arraybuffer';
    const attempt: Attempt = { socket, endpoint, automatic, opened: false, over: false };
    this.#attempt = attempt;
    attempt.stopTimer = this.world.timers.after(handshakeLimit, () => {
      this.#release(attempt);
      this.#lose('');
    });
    socket.addEventListener('open', () => this.#opened(attempt));
    socket.addEventListener('close', (event) => this.#closed(attempt, event.code));
  }

  #opened(attempt: Attempt): void {
    if (attempt.over) return;
    attempt.opened = true;
    attempt.detach = this.channel.attach(attempt.socket, {
      ready: () => {
        if (attempt.over) return;
        attempt.stopTimer?.();
        this.#wasConnected = true;
        this.#set({ phase: 'connected', since: this.world.timers.now() });
      },
      failed: (message) => {
        if (attempt.over) return;
        this.#release(attempt);
        this.#set({ phase: 'refused', code: 0, message });
      },
    });
  }

  #closed(attempt: Attempt, code: number): void {
    if (attempt.over) return;
    attempt.over = true;
    attempt.stopTimer?.();
    attempt.detach?.();
    if (!attempt.opened) return void this.#explain(attempt);
    if (this.channel.newcomerWins && this.#tookOver(attempt, code)) return this.#set({ phase: 'taken-over' });
    const lived = this.#state.phase === 'connected' ? this.world.timers.now() - this.#state.since : 0;
    if (lived > contested) this.#failures = 0;
    this.#lose('');
  }

  #tookOver(attempt: Attempt, code: number): boolean {
    if (this.#state.phase !== 'connected') return false;
    const lived = this.world.timers.now() - this.#state.since;
    return code === orderlyEnd || (attempt.automatic && lived < contested);
  }

  /** A browser hides why a handshake failed; the same request over HTTP brings the server's words. */
  async #explain(attempt: Attempt): Promise<void> {
    const refusal = readRefusal(await this.world.probe(attempt.endpoint));
    if (this.#attempt !== attempt) return;
    if (refusal.kind === 'final') return this.#set({ phase: 'refused', code: refusal.code, message: refusal.message });
    if (refusal.kind === 'again') return this.#lose(refusal.message);
    if (this.#wasConnected) return this.#set({ phase: 'taken-over' });
    this.#set({ phase: 'in-use', message: refusal.message });
  }

  #lose(message: string): void {
    const delay = reconnectDelay(this.#failures, this.world.random());
    this.#failures += 1;
    this.#set({ phase: 'lost', attempt: this.#failures, retryAt: this.world.timers.now() + delay, message });
    this.#cancelRetry = this.world.timers.after(delay, () => this.retryNow());
  }
}
