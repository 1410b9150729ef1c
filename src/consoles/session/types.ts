/** The part of a WebSocket that the sessions use; tests stand in for it. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly protocol: string;
  send(data: ArrayBufferView<ArrayBuffer> | ArrayBuffer): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Where a console lies in the API: a path below the API root and its query. */
export interface ConsoleEndpoint {
  path: string;
  query: Record<string, string | boolean>;
}

/** What the server said when the same path was asked over plain HTTP. Code 0: nothing answered. */
export interface ProbeAnswer {
  code: number;
  message: string;
}

export interface Timers {
  now(): number;
  /** Runs `task` once; the answer cancels it. */
  after(milliseconds: number, task: () => void): () => void;
}

/** The outer world of a session, exchanged in tests. */
export interface SessionWorld {
  open(endpoint: ConsoleEndpoint): SocketLike;
  probe(endpoint: ConsoleEndpoint): Promise<ProbeAnswer>;
  timers: Timers;
  /** 0 … 1, spreads the reconnects of many viewers. */
  random(): number;
}

export interface ChannelEvents {
  /** The console can be used. */
  ready(): void;
  /** What runs over the socket failed, in words. */
  failed(message: string): void;
}

/** What is spoken over an open socket: RFB or plain bytes. */
export interface ConsoleChannel {
  endpoint(options: { takeOver: boolean }): ConsoleEndpoint;
  /** True when a newcomer closes the older session without a question (KubeVirt's serial console). */
  newcomerWins: boolean;
  /** Starts to speak; the answer lets go of the socket without closing it. */
  attach(socket: SocketLike, events: ChannelEvents): () => void;
}

export type ConsoleState =
  | { phase: 'idle' }
  /** The guest does not run: the session connects by itself when it does. */
  | { phase: 'waiting' }
  | { phase: 'connecting'; attempt: number }
  | { phase: 'connected'; since: number }
  /** Somebody else holds the one session; the server's words. */
  | { phase: 'in-use'; message: string }
  /** Somebody else took this session over. */
  | { phase: 'taken-over' }
  | { phase: 'lost'; attempt: number; retryAt: number; message: string }
  /** Trying again would not help. */
  | { phase: 'refused'; code: number; message: string }
  /** Closed by the person. */
  | { phase: 'closed' };

export type ConsolePhase = ConsoleState['phase'];
