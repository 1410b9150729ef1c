import type { Clock } from '../../lib/clock';
import type { Change } from '../../store/journal';
import type { StoredRecord } from '../../store/record';
import type { Store } from '../../store/store';
import type { Selection } from '../selectors/selection';
import type { EventEncoder } from './event-encoder';
import type { WatchOptions } from './watch-options';
import type { WatchSink } from './watch-sink';

/** Another view of stored records; undefined where the viewer sees nothing. */
export type RecordMap = (record: StoredRecord) => StoredRecord | undefined;

interface WatchSetup {
  store: Store;
  clock: Clock;
  resource: string;
  selection: Selection;
  options: WatchOptions;
  encoder: EventEncoder;
  sink: WatchSink;
  /** For kinds that are a view on another. */
  map?: RecordMap;
}

/** Frames of the backlog that are sent before the reader's speed is looked at again. */
const SLICE_BYTES = 256 * 1024;
const BOOKMARK_MS = 60_000;
/** How long before its announced end a watch sends a last bookmark. */
const LAST_BOOKMARK_MS = 2_000;
/** A reader that takes nothing for so long is cut off. */
const STALLED_MS = 60_000;
/** The API server's own bound on watches that name none: 30 to 60 minutes. */
const MIN_TIMEOUT_MS = 1_800_000;

/**
 * One watch: first what exists, then what changes. It keeps no queue of its own. While the reader is behind, the watch
 * only remembers its place and later reads on from the journal; a reader that falls out of the journal, or stands still,
 * is disconnected.
 */
export class WatchStream {
  readonly #setup: WatchSetup;
  #backlog: StoredRecord[] = [];
  #backlogAt = 0;
  /** Changes up to here have been sent. */
  #cursor: number;
  #live = false;
  #congested = false;
  #initialDone: boolean;
  #ended = false;
  readonly #stops: (() => void)[] = [];
  #stalled: (() => void) | undefined;

  constructor(setup: WatchSetup) {
    this.#setup = setup;
    const { store, options, resource, selection } = setup;
    this.#cursor = options.since ?? store.revision;
    this.#initialDone = !options.initialEvents;
    if (options.since === undefined) this.#backlog = this.#seen(store.collection(resource).records(selection.namespace));
  }

  /** What of these records the watch shows. */
  #seen(records: StoredRecord[]): StoredRecord[] {
    const { map, selection } = this.#setup;
    const visible = map ? records.map(map).filter((record) => record !== undefined) : records;
    return visible.filter(selection.matches);
  }

  start(): void {
    const { store, sink, resource, selection, options, clock, encoder } = this.#setup;
    sink.onClose(() => this.#stop());
    sink.onDrain(() => this.#drained());
    const expired = options.since !== undefined && options.since < store.journal.compacted;
    if (expired) {
      sink.send([encoder.error(expiredStatus(options.since ?? 0, store.journal.compacted))]);
      this.#end();
      return;
    }
    const { namespace, name } = selection;
    this.#stops.push(store.subscribe({ resource, namespace, name }, (changes) => this.#changed(changes)));
    const lifetime = options.timeoutSeconds ? options.timeoutSeconds * 1000 : MIN_TIMEOUT_MS * (1 + Math.random());
    this.#stops.push(clock.after(Math.min(lifetime, 2 ** 31 - 1), () => this.#end()));
    if (options.bookmarks) this.#scheduleBookmarks(lifetime);
    this.#pump();
  }

  #scheduleBookmarks(lifetime: number): void {
    const { clock } = this.#setup;
    const again = () => {
      this.#bookmark(false);
      this.#stops.push(clock.after(BOOKMARK_MS, again));
    };
    this.#stops.push(clock.after(BOOKMARK_MS, again));
    if (lifetime > LAST_BOOKMARK_MS) this.#stops.push(clock.after(lifetime - LAST_BOOKMARK_MS, () => this.#bookmark(false)));
  }

  #bookmark(initialEnd: boolean): void {
    if (!this.#live || this.#congested) return;
    const { encoder, store } = this.#setup;
    this.#send([encoder.bookmark(Math.max(this.#cursor, store.revision), initialEnd)]);
  }

  #changed(changes: readonly Change[]): void {
    // A reader that is behind gets these later, out of the journal.
    if (!this.#live || this.#congested) return;
    this.#deliver(changes);
  }

  #drained(): void {
    this.#stalled?.();
    this.#stalled = undefined;
    this.#congested = false;
    this.#pump();
  }

  /** Sends the backlog, then what the journal has since, until the reader is behind or up to date. */
  #pump(): void {
    while (!this.#ended && !this.#congested && !this.#live) {
      if (this.#backlogAt < this.#backlog.length) this.#sendBacklog();
      else this.#catchUp();
    }
    if (!this.#live || this.#ended) return;
    if (!this.#initialDone) this.#finishInitial();
  }

  #sendBacklog(): void {
    const frames: Buffer[] = [];
    let size = 0;
    while (this.#backlogAt < this.#backlog.length && size < SLICE_BYTES) {
      const record = this.#backlog[this.#backlogAt];
      this.#backlogAt += 1;
      if (!record) continue;
      const frame = this.#setup.encoder.object('ADDED', record);
      size += frame.length;
      frames.push(frame);
    }
    if (this.#backlogAt >= this.#backlog.length) this.#backlog = [];
    this.#send(frames);
  }

  #catchUp(): void {
    const { store, resource, encoder } = this.#setup;
    const changes = store.journal.after(resource, this.#cursor, 256);
    if (!changes) {
      this.#send([encoder.error(expiredStatus(this.#cursor, store.journal.compacted))]);
      this.#end();
    } else if (changes.length === 0) {
      this.#live = true;
    } else {
      this.#deliver(changes);
    }
  }

  #finishInitial(): void {
    this.#initialDone = true;
    if (this.#setup.options.bookmarks) this.#bookmark(true);
  }

  #deliver(changes: readonly Change[]): void {
    const frames: Buffer[] = [];
    for (const change of changes) {
      if (change.revision <= this.#cursor) continue;
      this.#cursor = change.revision;
      const frame = this.#frame(change);
      if (frame) frames.push(frame);
    }
    if (frames.length > 0) this.#send(frames);
  }

  /** With a selector, an object that begins to match appears and one that ceases to match disappears. */
  #frame({ type, record, previous }: Change): Buffer | undefined {
    const { selection, encoder } = this.#setup;
    if (selection.namespace && record.namespace !== selection.namespace) return undefined;
    const [before] = previous ? this.#seen([previous]) : [];
    const [after] = this.#seen([record]);
    if (type === 'DELETED') {
      const last = after ?? before?.at(record.revision);
      return last && (before || !previous) ? encoder.object('DELETED', last) : undefined;
    }
    if (after) return encoder.object(before ? 'MODIFIED' : 'ADDED', after);
    return before && encoder.object('DELETED', before.at(record.revision));
  }

  #send(frames: Buffer[]): void {
    if (this.#ended || this.#setup.sink.send(frames)) return;
    // Being live means that all up to the newest revision has been handed to the sink.
    if (this.#live) this.#cursor = Math.max(this.#cursor, this.#setup.store.revision);
    this.#congested = true;
    this.#live = false;
    this.#stalled ??= this.#setup.clock.after(STALLED_MS, () => this.#setup.sink.destroy());
  }

  #end(): void {
    if (this.#ended) return;
    this.#stop();
    this.#setup.sink.end();
  }

  #stop(): void {
    this.#ended = true;
    this.#backlog = [];
    this.#stalled?.();
    for (const stop of this.#stops.splice(0)) stop();
  }
}

function expiredStatus(wanted: number, oldest: number) {
  return {
    kind: 'Status' as const,
    apiVersion: 'v1' as const,
    metadata: {},
    status: 'Failure' as const,
    message: `too old resource version: ${wanted} (${oldest})`,
    reason: 'Expired',
    code: 410,
  };
}
