import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import { memoryPersistence } from '../../store/persistence';
import type { StoredRecord } from '../../store/record';
import { Store } from '../../store/store';
import type { EventEncoder } from './event-encoder';
import type { WatchSink } from './watch-sink';
import { WatchStream } from './watch-stream';

const RESOURCE = 'configmaps';
const encoder: EventEncoder = {
  object: (type, record) => Buffer.from(`${type} ${record.key}@${record.revision}`),
  bookmark: (revision) => Buffer.from(`BOOKMARK ${revision}`),
  error: ({ reason }) => Buffer.from(`ERROR ${reason ?? ''}`),
};

/** A reader that falls behind and catches up when told. */
function reader() {
  const frames: string[] = [];
  let slow = false;
  let drained: () => void = () => undefined;
  let closed: () => void = () => undefined;
  const sink: WatchSink = {
    send: (more) => {
      frames.push(...more.map(String));
      return !slow;
    },
    end: () => frames.push('END'),
    destroy: () => closed(),
    onDrain: (listener) => (drained = listener),
    onClose: (listener) => (closed = listener),
  };
  return {
    frames,
    sink,
    setSlow: (value: boolean) => {
      slow = value;
      if (!value) drained();
    },
    close: () => closed(),
  };
}

const put = (store: Store, key: string) =>
  store.put(RESOURCE, key, 'struct', (revision) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: key, resourceVersion: String(revision) } })).committed;

function start(store: Store, sink: WatchSink, namespace?: string): void {
  const matches = (record: StoredRecord) => !namespace || record.namespace === namespace;
  const selection = { namespace, name: undefined, selective: false, matches };
  const options = { since: undefined, bookmarks: false, initialEvents: false, timeoutSeconds: undefined };
  new WatchStream({ store, clock: systemClock, resource: RESOURCE, selection, options, encoder, sink }).start();
}

describe('a watch of a reader that comes and goes', () => {
  it('delivers every change once and in order', async () => {
    const step = fc.oneof(fc.record({ write: fc.constantFrom('a/x', 'a/y', 'b/x') }), fc.record({ slow: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const store = new Store(memoryPersistence, silentLogger);
        await put(store, 'a/x');
        const everything = reader();
        const one = reader();
        start(store, everything.sink);
        start(store, one.sink, 'a');
        const expected = [`ADDED a/x@${store.revision}`];
        for (const each of steps) {
          if ('slow' in each) {
            everything.setSlow(each.slow);
            one.setSlow(each.slow);
            continue;
          }
          const known = store.head(RESOURCE, each.write) !== undefined;
          await put(store, each.write);
          expected.push(`${known ? 'MODIFIED' : 'ADDED'} ${each.write}@${store.revision}`);
        }
        everything.setSlow(false);
        one.setSlow(false);
        expect(everything.frames).toEqual(expected);
        expect(one.frames).toEqual(expected.filter((frame) => frame.includes(' a/')));
        everything.close();
        one.close();
      }),
      { numRuns: 80 },
    );
  });

  it('delivers nothing after it is closed', async () => {
    const store = new Store(memoryPersistence, silentLogger);
    const { sink, frames, close } = reader();
    start(store, sink);
    close();
    await put(store, 'a/x');
    expect(frames).toEqual([]);
  });
});
