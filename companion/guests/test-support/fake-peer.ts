import { Duplex } from 'node:stream';

/** Two streams that are the ends of one line. */
export function streamPair(): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const make = (other: () => Duplex | undefined) =>
    new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        other()?.push(chunk);
        done();
      },
      destroy: (error, done) => {
        done(error);
        const peer = other();
        if (peer && !peer.destroyed) peer.destroy();
      },
    });
  const left = make(() => ends[1]);
  const right = make(() => ends[0]);
  ends.push(left, right);
  return [left, right];
}

/** Calls `onMessage` with every JSON line the other end says; a leading 0xff of the guest agent's protocol is dropped. */
export function onJsonLine(stream: Duplex, onMessage: (message: Record<string, unknown>) => void): void {
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1').replaceAll('\xff', '')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) onMessage(JSON.parse(line));
  });
}
