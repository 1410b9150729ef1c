import { createServer } from 'node:net';

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const place = server.address();
      server.close(() => (place && typeof place === 'object' ? done(place.port) : fail(new Error('no port'))));
    });
  });
}
