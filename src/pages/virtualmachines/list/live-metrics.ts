import { systemClock } from '../../../domain/clock';
import { metricColumns, readVector, selectorOf } from '../../../domain/metric-columns';
import type { MetricColumn, MetricId, MetricValues } from '../../../domain/metric-columns';
import { isFinal, toFailure } from '../../../k8s/api-error';
import { BackOff } from '../../../k8s/back-off';

/** Metrics have no watch: they are asked for again as often as they are scraped. */
const REFRESH_MS = 15_000;
/** Scrolling settles before the rows in sight are asked for. */
const SETTLE_MS = 250;
/** Who does not answer by then is taken for absent. */
const LATE_MS = 10_000;
/** How seldom an absent Prometheus is asked again. */
const SELDOM_MS = 300_000;

/** Why there are no live figures: the server's words, or none where it did not answer in time. */
export interface MetricsFailure {
  words: string | undefined;
}

class Late extends Error {}

const none: MetricValues = new Map();

/** Sends one query; the signal ends it. */
type Query = (expression: string, signal: AbortSignal) => Promise<unknown>;

async function inTime<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Late()), LATE_MS);
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The latest values of the columns shown: of the sorted column for all machines, of the others for the rows in sight.
 * Nothing breaks without Prometheus: cells stay empty, and it is asked more and more seldom.
 */
export class LiveMetrics {
  private readonly values = new Map<MetricId, MetricValues>();
  private readonly listeners = new Set<() => void>();
  private readonly backOff = new BackOff(REFRESH_MS, SELDOM_MS);
  private keys: readonly string[] = [];
  private shown: readonly MetricColumn[] = [];
  private sorted: MetricColumn | undefined;
  private whole: MetricValues = none;
  private wholeDue = 0;
  private problem: MetricsFailure | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = new AbortController();
  private exporting = new AbortController();
  private isAsking = false;
  private isSettling = false;
  private hasMoved = false;

  constructor(
    private readonly query: Query,
    private readonly isHidden: () => boolean = () => document.hidden,
    private readonly clock = systemClock,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** One cell's value. */
  value(column: MetricId, key: string): number | undefined {
    return this.values.get(column)?.get(key);
  }

  /** The values of all machines in the sorted column. */
  readonly sortValues = (): MetricValues => this.whole;

  readonly failure = (): MetricsFailure | undefined => this.problem;

  /** Says which columns are shown; those that are not cost nothing. */
  show(ids: readonly string[]): void {
    const shown = metricColumns.filter((column) => ids.includes(column.id));
    if (shown.length === this.shown.length && shown.every((column) => this.shown.includes(column))) return;
    this.shown = shown;
    this.begin();
  }

  /** Says by which column the list is sorted, whether it is shown or not. */
  sortBy(id: string): void {
    const sorted = metricColumns.find((column) => column.id === id);
    if (sorted === this.sorted) return;
    this.sorted = sorted;
    this.whole = none;
    this.wholeDue = 0;
    this.begin();
  }

  /** Says which rows are in sight. */
  look(keys: readonly string[]): void {
    const sorted = [...keys].sort();
    if (sorted.join() === this.keys.join()) return;
    this.keys = sorted;
    if (this.isAsking) this.hasMoved = true;
    else if (!this.problem && !this.isSettling) this.soon(SETTLE_MS);
  }

  /** The values of all machines in these columns; a column that is not to be had stays empty. */
  async all(columns: readonly MetricColumn[]): Promise<ReadonlyMap<MetricId, MetricValues>> {
    const { signal } = this.exporting;
    const found = new Map<MetricId, MetricValues>();
    const ask = async (column: MetricColumn) => void found.set(column.id, await this.fetch(column, '', signal));
    const ends = await Promise.allSettled(columns.map(ask));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed && !signal.aborted) this.fail(failed.reason);
    this.tell();
    return found;
  }

  close(): void {
    clearTimeout(this.timer);
    this.asking.abort();
    this.exporting.abort();
    this.exporting = new AbortController();
    this.shown = [];
    this.sorted = undefined;
    this.isAsking = this.isSettling = false;
  }

  private begin(): void {
    this.asking.abort();
    this.isAsking = false;
    if (this.questions().length === 0) this.problem = undefined;
    this.soon(0);
    this.tell();
  }

  private soon(pause: number): void {
    clearTimeout(this.timer);
    this.isSettling = pause === SETTLE_MS;
    if (this.questions().length > 0) this.timer = setTimeout(() => void this.ask(), pause);
  }

  private questions(): MetricColumn[] {
    // Rows are on their way: one round for both, so that the cells need not wait for the answer about all machines.
    if (this.keys.length === 0 && this.shown.length > 0) return [];
    const inSight = this.shown.filter((column) => column !== this.sorted);
    return [...(this.sorted ? [this.sorted] : []), ...inSight];
  }

  private async ask(): Promise<void> {
    this.isSettling = this.hasMoved = false;
    if (this.isHidden()) return this.soon(REFRESH_MS);
    this.isAsking = true;
    const { signal } = (this.asking = new AbortController());
    const due = this.questions().filter((column) => column !== this.sorted || this.clock.now() >= this.wholeDue);
    const ends = await Promise.allSettled(due.map((column) => this.askOne(column, signal)));
    if (signal.aborted) return;
    this.isAsking = false;
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) this.soon(this.fail(failed.reason));
    else {
      this.problem = undefined;
      this.backOff.reset();
      this.soon(this.hasMoved ? SETTLE_MS : REFRESH_MS);
    }
    this.tell();
  }

  private async askOne(column: MetricColumn, signal: AbortSignal): Promise<void> {
    const isWhole = column === this.sorted;
    // An old value would be a lie where Prometheus does not answer.
    let values = none;
    try {
      values = await this.fetch(column, isWhole ? '' : selectorOf(this.keys), signal);
      if (isWhole && !signal.aborted) this.wholeDue = this.clock.now() + REFRESH_MS;
    } finally {
      if (!signal.aborted) {
        this.values.set(column.id, values);
        if (isWhole) this.whole = values;
        this.tell();
      }
    }
  }

  private async fetch(column: MetricColumn, selector: string, signal: AbortSignal): Promise<MetricValues> {
    return readVector(await inTime(signal, (limited) => this.query(column.expression(selector), limited)));
  }

  /** Notes what went wrong; the pause before the next attempt. */
  private fail(thrown: unknown): number {
    const failure = toFailure(thrown);
    this.problem = { words: thrown instanceof Late ? undefined : failure.message };
    return isFinal(failure) ? SELDOM_MS : this.backOff.next();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
