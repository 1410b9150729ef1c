import { createServer, type Server } from 'node:http';

export interface ImageServer {
  url: string;
  close(): Promise<void>;
}

const SIZE = 4 * 1024 * 1024;

/** An image source with faults: `/missing.img` is 404, `/short.img` promises more than it sends. */
export async function startImageServer(): Promise<ImageServer> {
  const server: Server = createServer((req, res) => {
    if (req.url !== '/short.img') return void res.writeHead(404).end('not here');
    res.writeHead(200, { 'content-length': SIZE });
    if (req.method === 'HEAD') return void res.end();
    res.write(Buffer.alloc(512), () => res.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const place = server.address();
  const port = place && typeof place === 'object' ? place.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
