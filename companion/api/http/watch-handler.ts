import type { ServerResponse } from 'node:http';
import { plainEncoder } from '../watch/event-encoder';
import type { EventEncoder } from '../watch/event-encoder';
import { httpSink } from '../watch/http-sink';
import { socketSink } from '../watch/socket-sink';
import { partialEncoder, tableEncoder } from '../watch/meta-encoders';
import { watchOptions } from '../watch/watch-options';
import { WatchStream } from '../watch/watch-stream';
import type { RecordMap } from '../watch/watch-stream';
import { selectionOf } from '../selectors/selection';
import { includeObject } from '../table/table';
import type { ResourceCall } from './resource-handler';
import type { Upgrade } from './route';
import { acceptSocket } from './web-socket';

/** Where the events of a virtual kind come from. */
export interface WatchSource {
  resource: string;
  map: RecordMap;
}

/** Serves a watch over a chunked answer, or over a WebSocket when the connection wants to be one. */
export async function handleWatch(call: ResourceCall, upgrade: Upgrade | undefined, source?: WatchSource): Promise<void> {
  const { core, exchange, path, resource } = call;
  const options = watchOptions(exchange.query);
  const selection = selectionOf(resource, path.namespace, exchange.query, path.name);
  const encoder = encoderFor(call);
  const start = (sink: ReturnType<typeof httpSink>) => {
    const setup = { store: core.store, clock: core.clock, resource: source?.resource ?? resource.id, selection, options, encoder, sink };
    new WatchStream(source ? { ...setup, map: source.map } : setup).start();
  };
  if (upgrade) return acceptSocket(exchange, upgrade, (socket) => start(socketSink(socket)));
  openStream(exchange.res);
  start(httpSink(exchange.res));
}

function encoderFor({ core, exchange, resource }: ResourceCall): EventEncoder {
  const { media } = exchange;
  if (media.as === 'Table') return tableEncoder(resource, includeObject(exchange.query), media.metaVersion ?? 'v1', core.clock);
  if (media.as) return partialEncoder(media.metaVersion ?? 'v1');
  return plainEncoder(resource);
}

/** The headers go out at once: a client waits for them before it believes in the watch. */
function openStream(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.flushHeaders();
}
