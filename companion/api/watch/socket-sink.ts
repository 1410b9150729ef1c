import type { WebSocket } from 'ws';
import type { WatchSink } from './watch-sink';

/** Bytes waiting in a socket from which on the reader counts as behind. */
const HIGH_WATER = 1024 * 1024;

/** A WebSocket, one text message per event. */
export function socketSink(socket: WebSocket): WatchSink {
  let drained: () => void = () => undefined;
  return {
    send: (frames) => {
      for (const frame of frames.slice(0, -1)) socket.send(frame, { binary: false });
      const last = frames[frames.length - 1];
      const full = socket.bufferedAmount > HIGH_WATER;
      if (last) socket.send(last, { binary: false }, full ? () => drained() : undefined);
      return !full;
    },
    end: () => socket.close(1000),
    destroy: () => socket.terminate(),
    onDrain: (listener) => (drained = listener),
    onClose: (listener) => void socket.on('close', listener),
  };
}
