import { FrameBatch } from '../frame-batch';

/** A message of this size takes the page a few milliseconds; the rest follows in the next. */
export const ROWS_AT_ONCE = 500;
/** Machines read and not yet sent, beyond which reading pauses. */
const MOST_WAITING = 2000;

interface Contents {
  /** Machines that wait to be sent. */
  waiting(): number;
  /** Sends what there is, of `ROWS_AT_ONCE` machines at most. */
  post(): void;
}

/**
 * Says what has changed at the pace of the page: one message at a time, the next when the page has drawn the last. Until
 * the first rows are drawn nothing else is read, so that they come as soon with ten thousand machines as with ten.
 */
export class Outbox {
  private hasNews = false;
  private isAway = false;
  private hasSpoken = false;
  private hasBeenHeard = false;
  private readonly batch = new FrameBatch(() => this.send());
  private held: (() => void)[] = [];

  constructor(private readonly contents: Contents) {}

  /** There is something to say: the first machines at once, later news with what else happens in the same frame. */
  changed(): void {
    this.hasNews = true;
    if (this.isAway) return;
    if (!this.hasSpoken && this.contents.waiting() > 0) this.send();
    else this.batch.request();
  }

  /** The page has drawn what it was told. */
  taken(): void {
    this.isAway = false;
    this.hasBeenHeard = this.hasSpoken;
    if (this.contents.waiting() >= ROWS_AT_ONCE) this.send();
    else if (this.hasNews) this.batch.request();
    if (this.isFull()) return;
    const { held } = this;
    this.held = [];
    for (const goOn of held) goOn();
  }

  /** Undefined when reading may go on; else a promise of when it may. */
  room(): Promise<void> | undefined {
    return this.isFull() ? new Promise((goOn) => this.held.push(goOn)) : undefined;
  }

  close(): void {
    this.batch.cancel();
  }

  private isFull(): boolean {
    return (this.isAway && !this.hasBeenHeard) || this.contents.waiting() > MOST_WAITING;
  }

  private send(): void {
    this.batch.cancel();
    if (this.isAway) return;
    this.isAway = true;
    this.hasSpoken ||= this.contents.waiting() > 0;
    this.contents.post();
    this.hasNews = this.contents.waiting() > 0;
  }
}
