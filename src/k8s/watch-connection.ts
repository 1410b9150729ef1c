import type { KindRef } from '../../contracts/kinds';
import { apiPath } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { BackOff } from './back-off';
import { socketUrl } from './client';
import type { ListScope } from './types';
import { parseFrame } from './watch-events';

export interface WatchHandlers<T> {
  change(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): void;
  /** The socket is open: the data is live again. */
  live(): void;
  /** The socket is lost; attempts go on. */
  lost(): void;
  /** The journal no longer reaches back to our version, or watching does not work at all: list again. */
  expired(): void;
}

/** A socket that never opened this many times in a row is a refusal: a listing tells the reason. */
const REFUSALS = 3;

/** A watch that resumes by itself from the last resourceVersion it has seen. */
export class WatchConnection<T extends KubeObject> {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private readonly backOff = new BackOff();

  constructor(
    private readonly kind: KindRef<T>,
    private readonly scope: ListScope,
    private resourceVersion: string,
    private readonly handlers: WatchHandlers<T>,
  ) {
    this.open();
    globalThis.addEventListener?.('online', this.retryNow);
  }

  close(): void {
    this.closed = true;
    globalThis.removeEventListener?.('online', this.retryNow);
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private readonly retryNow = (): void => {
    if (this.closed || this.socket) return;
    clearTimeout(this.timer);
    this.open();
  };

  private open(): void {
    const { namespace, labelSelector, fieldSelector } = this.scope;
    const query = { watch: true, allowWatchBookmarks: true, resourceVersion: this.resourceVersion, labelSelector, fieldSelector };
    const socket = new WebSocket(socketUrl(apiPath(this.kind, { namespace }), query));
    this.socket = socket;
    socket.onopen = () => {
      this.backOff.reset();
      this.handlers.live();
    };
    socket.onmessage = (message) => {
      if (socket === this.socket && typeof message.data === 'string') this.receive(message.data);
    };
    // Every error is followed by a close, which is where it is dealt with.
    socket.onerror = () => undefined;
    socket.onclose = () => {
      if (socket === this.socket) this.lost();
    };
  }

  private receive(text: string): void {
    const frame = parseFrame(this.kind, text);
    if (frame.kind === 'expired') return this.expire();
    if (frame.kind === 'ignored') return;
    if (frame.resourceVersion !== undefined) this.resourceVersion = frame.resourceVersion;
    if (frame.kind === 'change') this.handlers.change(frame.type, frame.object);
  }

  private lost(): void {
    this.socket = undefined;
    if (this.closed) return;
    this.handlers.lost();
    if (this.backOff.failures >= REFUSALS) return this.expire();
    this.timer = setTimeout(() => this.open(), this.backOff.next());
  }

  private expire(): void {
    this.close();
    this.handlers.expired();
  }
}
