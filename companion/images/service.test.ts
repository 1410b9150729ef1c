import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../lib/logger';
import type { ImageService } from './images';
import { createImageService } from './service';

const MiB = 1024 * 1024;

/** A raw image with content that does not compress to nothing. */
function rawImage(size: number): Buffer {
  const image = Buffer.alloc(size);
  for (let at = 0; at < size; at += 4096) image.write(createHash('sha256').update(String(at)).digest('hex'), at);
  return image;
}

interface Behaviour {
  /** Close the socket after so many bytes of one answer. */
  cutAfter?: number;
  ranges?: boolean;
  chunked?: boolean;
}

const root = mkdtempSync(join(tmpdir(), 'images-test-'));
const files = new Map<string, Buffer>();
let behaviour: Behaviour = {};
let requests: http.IncomingMessage[] = [];
let server: http.Server;
let base = '';
let images: ImageService;
let target = '';

function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  requests.push(request);
  if (request.url === '/moved') {
    response.writeHead(302, { location: base.replace('127.0.0.1', 'localhost') + '/disk.raw' }).end();
    return;
  }
  const body = files.get(request.url ?? '');
  if (!body) {
    response.writeHead(404).end('nothing here');
    return;
  }
  const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = body.subarray(start);
  const ranges: Record<string, string> = behaviour.ranges ? { 'accept-ranges': 'bytes', etag: '"one"' } : {};
  const range: Record<string, string> = start ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {};
  response.writeHead(start ? 206 : 200, { ...ranges, ...range, ...(behaviour.chunked ? {} : { 'content-length': rest.length }) });
  if (behaviour.cutAfter === undefined || rest.length <= behaviour.cutAfter) {
    response.end(rest);
    return;
  }
  response.write(rest.subarray(0, behaviour.cutAfter), () => response.destroy());
}

/** What a guest would read: the image as raw bytes. */
function guestView(path: string): Buffer {
  const raw = `${path}.raw`;
  execFileSync('qemu-img', ['convert', '-O', 'raw', path, raw]);
  return readFileSync(raw);
}

beforeAll(async () => {
  server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  behaviour = {};
  requests = [];
  files.clear();
  images = createImageService({ folder: join(root, 'scratch'), logger: silentLogger, retryDelaysMs: [1, 1, 1] });
  target = join(root, 'disk.qcow2');
});

afterEach(() => {
  expect(readdirSync(join(root, 'scratch'))).toEqual([]);
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true, force: true });
});

describe('own images', () => {
  it('makes a blank disk of the size of the claim', async () => {
    await images.blank(target, 100 * MiB);
    expect(await images.inspect(target)).toMatchObject({ format: 'qcow2', virtualSize: 100 * MiB });
  });

  it('clones into a larger claim and keeps the content', async () => {
    const content = rawImage(2 * MiB);
    writeFileSync(join(root, 'source.raw'), content);
    await images.clone(join(root, 'source.raw'), target, 4 * MiB);
    const seen = guestView(target);
    expect(seen.length).toBe(4 * MiB);
    expect(seen.subarray(0, content.length).equals(content)).toBe(true);
  });

  it('refuses a clone into a smaller claim', async () => {
    await images.blank(join(root, 'source'), 4 * MiB);
    await expect(images.clone(join(root, 'source'), target, 2 * MiB)).rejects.toMatchObject({
      reason: 'TooLarge',
      message: `virtual image size ${4 * MiB} is larger than the reported available storage ${2 * MiB}. A larger PVC is required`,
    });
    expect(existsSync(target)).toBe(false);
  });

  it('grows an image and refuses to shrink it', async () => {
    await images.blank(target, 2 * MiB);
    await images.resize(target, 3 * MiB);
    expect((await images.inspect(target)).virtualSize).toBe(3 * MiB);
    await expect(images.resize(target, MiB)).rejects.toMatchObject({ reason: 'Failed' });
  });
});

describe('import by HTTP', () => {
  it('converts a raw image, grows it to the claim and reports progress up to 100', async () => {
    const content = rawImage(3 * MiB);
    files.set('/disk.raw', content);
    const seen: number[] = [];
    await images.importHttp(`${base}/disk.raw`, target, 5 * MiB, { onProgress: (percent) => seen.push(percent) });
    expect((await images.inspect(target)).virtualSize).toBe(5 * MiB);
    expect(guestView(target).subarray(0, content.length).equals(content)).toBe(true);
    expect(seen.at(-1)).toBe(100);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it.each(['qcow2', 'vmdk', 'vdi', 'vpc', 'vhdx'])('reads %s', async (format) => {
    const content = rawImage(MiB);
    writeFileSync(join(root, 'plain'), content);
    execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', format, join(root, 'plain'), join(root, 'made')]);
    files.set('/disk', readFileSync(join(root, 'made')));
    await images.importHttp(`${base}/disk`, target, 16 * MiB);
    expect(guestView(target).subarray(0, content.length).equals(content)).toBe(true);
  });

  it.each([
    ['gz', (raw: Buffer) => gzipSync(raw)],
    ['xz', (raw: Buffer) => execFileSync('xz', ['-c'], { input: raw, maxBuffer: 64 * MiB })],
    ['zst', (raw: Buffer) => execFileSync('zstd', ['-c'], { input: raw, maxBuffer: 64 * MiB })],
  ])('unpacks %s and notices when it ends early', async (_name, pack) => {
    const content = rawImage(2 * MiB);
    const packed = pack(content);
    files.set('/whole', packed);
    files.set('/half', packed.subarray(0, packed.length / 2));
    await images.importHttp(`${base}/whole`, target, 2 * MiB);
    expect(guestView(target).equals(content)).toBe(true);
    await images.remove(target);
    await expect(images.importHttp(`${base}/half`, target, 2 * MiB)).rejects.toMatchObject({ reason: 'Truncated' });
    expect(existsSync(target)).toBe(false);
  });

  it('says what the server answered when the image is not there', async () => {
    await expect(images.importHttp(`${base}/none`, target, MiB)).rejects.toMatchObject({
      reason: 'NotFound',
      message: 'Unable to connect to http data source: expected status code 200, got 404. Status: 404 Not Found',
    });
  });

  it('names a server that refuses the connection', async () => {
    await expect(images.importHttp('http://127.0.0.1:9/disk', target, MiB)).rejects.toMatchObject({
      reason: 'Unreachable',
      message: 'Unable to connect to http data source: 127.0.0.1:9 refused the connection',
    });
  });

  it('goes on by ranges where a cut connection stopped', async () => {
    const content = rawImage(3 * MiB);
    files.set('/disk.raw', content);
    behaviour = { ranges: true, cutAfter: 1.25 * MiB };
    await images.importHttp(`${base}/disk.raw`, target, 3 * MiB);
    expect(guestView(target).equals(content)).toBe(true);
    expect(requests.length).toBeGreaterThan(2);
    expect(requests[1]?.headers).toMatchObject({ 'if-range': '"one"' });
  });

  it.each([{ chunked: false }, { chunked: true }])('reports a download that always ends early (chunked: $chunked)', async ({ chunked }) => {
    files.set('/disk.raw', rawImage(2 * MiB));
    behaviour = { cutAfter: MiB, chunked };
    await expect(images.importHttp(`${base}/disk.raw`, target, 2 * MiB)).rejects.toMatchObject({ reason: 'Truncated' });
    expect(existsSync(target)).toBe(false);
  });

  it('refuses an image that does not fit the claim', async () => {
    files.set('/disk.raw', rawImage(2 * MiB));
    await expect(images.importHttp(`${base}/disk.raw`, target, MiB)).rejects.toMatchObject({ reason: 'TooLarge' });
  });

  it('refuses an image that reads another file of this machine', async () => {
    writeFileSync(join(root, 'secret'), rawImage(MiB));
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', join(root, 'secret'), join(root, 'trap')]);
    files.set('/trap.qcow2', readFileSync(join(root, 'trap')));
    await expect(images.importHttp(`${base}/trap.qcow2`, target, MiB)).rejects.toMatchObject({
      reason: 'BadFormat',
      message: `Image trap.qcow2 is invalid because it has invalid backing file ${join(root, 'secret')}`,
    });
  });

  it('checks the checksum', async () => {
    const content = rawImage(MiB);
    files.set('/disk.raw', content);
    const good = createHash('sha256').update(content).digest('hex');
    await images.importHttp(`${base}/disk.raw`, target, MiB, { checksum: `sha256:${good}` });
    await images.remove(target);
    await expect(images.importHttp(`${base}/disk.raw`, target, MiB, { checksum: `md5:${'0'.repeat(32)}` })).rejects.toMatchObject({
      reason: 'ChecksumMismatch',
    });
  });

  it('sends credentials to the first origin only', async () => {
    files.set('/disk.raw', rawImage(MiB));
    await images.importHttp(`${base}/moved`, target, MiB, { headers: { authorization: 'Basic c2VjcmV0' } });
    expect(requests.map((request) => request.headers.authorization)).toEqual(['Basic c2VjcmV0', undefined]);
  });

  it('stops when it is cancelled and leaves nothing behind', async () => {
    files.set('/disk.raw', rawImage(2 * MiB));
    behaviour = { cutAfter: MiB, ranges: false };
    const abort = new AbortController();
    const done = images.importHttp(`${base}/disk.raw`, target, 2 * MiB, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(done).rejects.toMatchObject({ reason: 'Aborted' });
    expect(readdirSync(root)).toEqual(['scratch']);
  });
});

describe('uploads', () => {
  it('takes a compressed upload over', async () => {
    const content = rawImage(MiB);
    const upload = join(root, 'upload');
    writeFileSync(upload, gzipSync(content));
    await images.adoptUpload(upload, target, 2 * MiB);
    expect(guestView(target).subarray(0, MiB).equals(content)).toBe(true);
    expect(existsSync(upload)).toBe(false);
  });
});
