import { EventKind } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { EventObject } from '../../contracts/virt';
import { type Clock, timestamp } from '../lib/clock';
import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import { createEventCorrelator, type EventIdentity } from './event-correlation';

export interface EventWords {
  reason: string;
  message: string;
  warning?: boolean;
  /** Which part speaks: `virtualmachine-controller`, `virt-handler` … */
  component: string;
  /** Node of the speaker. */
  host?: string;
}

export interface EventRecorder {
  /** Writes an Event about the object, or counts up the one that says the same. Never throws, never blocks; in a flood it drops. */
  record(about: KubeObject, words: EventWords): void;
  /** Resolves when all that was recorded is written. */
  settled(): Promise<void>;
}

interface Options {
  client: ObjectClient;
  clock: Clock;
  logger: Logger;
}

/** As client-go's broadcaster: when more than this waits to be written, what comes is dropped. */
const MOST_WAITING = 1000;
const LONGEST_MESSAGE = 1024;

const identity = (about: KubeObject, { component, host = '', warning, reason, message }: EventWords): EventIdentity => ({
  about: about.metadata.uid ?? `${about.kind} ${about.metadata.namespace}/${about.metadata.name}`,
  source: `${component} ${host}`,
  type: warning ? 'Warning' : 'Normal',
  reason,
  message,
});

/** Names, counts and times as client-go's recorder writes them: one Event per object, reason and message; what comes too often is joined or dropped. */
export function createEventRecorder({ client, clock, logger }: Options): EventRecorder {
  const known = new Map<string, { name: string; namespace: string }>();
  const correlate = createEventCorrelator(clock);
  let tail = Promise.resolve();
  let waiting = 0;

  const create = async (about: KubeObject, words: EventWords, key: string) => {
    const namespace = about.metadata.namespace ?? 'default';
    const name = `${about.metadata.name}.${uniquePart()}`;
    const now = timestamp(clock);
    await client.create(EventKind, eventObject(about, words, { name, namespace, now }));
    known.set(key, { name, namespace });
  };

  const write = async (about: KubeObject, said: EventWords) => {
    const correlated = correlate(identity(about, said));
    if (!correlated) return;
    const { key, message } = correlated;
    const words = { ...said, message };
    const old = known.get(key);
    const counted =
      old &&
      (await client.mutate(EventKind, old.name, old.namespace, (event) => {
        event.count = (event.count ?? 1) + 1;
        event.message = message.slice(0, LONGEST_MESSAGE);
        event.lastTimestamp = timestamp(clock);
      }));
    if (!counted) await create(about, words, key);
    if (known.size > 20_000) known.clear();
  };

  return {
    record(about, words) {
      if (waiting >= MOST_WAITING) return;
      waiting += 1;
      tail = tail
        .then(() => write(about, words))
        .catch((error: unknown) => logger.warn('event not written', { reason: words.reason, error: String(error) }))
        .finally(() => (waiting -= 1))
        .then(() => undefined);
    },
    settled: () => tail,
  };
}

/** 16 hex digits, unique enough to name an Event. */
function uniquePart(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function eventObject(about: KubeObject, words: EventWords, at: { name: string; namespace: string; now: string }): EventObject {
  const { uid, resourceVersion, namespace, name } = about.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: at.name, namespace: at.namespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name,
      ...(namespace ? { namespace } : {}),
      ...(uid ? { uid } : {}),
      ...(resourceVersion ? { resourceVersion } : {}),
    },
    reason: words.reason,
    message: words.message.slice(0, LONGEST_MESSAGE),
    type: words.warning ? 'Warning' : 'Normal',
    count: 1,
    firstTimestamp: at.now,
    lastTimestamp: at.now,
    source: { component: words.component, ...(words.host ? { host: words.host } : {}) },
  };
}
