import type { ServerResponse } from 'node:http';
import type { WatchSink } from './watch-sink';

const NEWLINE = Buffer.from('\n');

/** A chunked answer, one JSON object per line. */
export function httpSink(res: ServerResponse): WatchSink {
  return {
    send: (frames) => res.write(Buffer.concat(frames.flatMap((frame) => [frame, NEWLINE]))),
    end: () => res.end(),
    destroy: () => res.destroy(),
    onDrain: (listener) => res.on('drain', listener),
    onClose: (listener) => res.on('close', listener),
  };
}
