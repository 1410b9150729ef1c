import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../lib/logger';
import { KEEP_SIZE, type ImageService } from './images';
import { createImageRegistry } from './registry';
import { createImageService } from './service';

const MiB = 1024 * 1024;
const root = mkdtempSync(join(tmpdir(), 'registry-test-'));
const guest = join(root, 'guest');
const content = randomBytes(MiB);
const sha256 = (data: Buffer | string) => `sha256:${createHash('sha256').update(data).digest('hex')}`;

let images: ImageService;
let target = '';
const servers: http.Server[] = [];

async function serve(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function guestView(path: string): Buffer {
  execFileSync('qemu-img', ['convert', '-O', 'raw', path, `${path}.raw`]);
  return readFileSync(`${path}.raw`);
}

beforeAll(() => {
  mkdirSync(guest);
  writeFileSync(join(root, 'plain'), content);
  execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', join(root, 'plain'), join(guest, 'guest.qcow2')]);
  writeFileSync(join(guest, 'guest.json'), JSON.stringify({ version: '1.0.0', digest: sha256(readFileSync(join(guest, 'guest.qcow2'))) }));
});

beforeEach(() => {
  images = createImageService({ folder: join(root, 'scratch'), logger: silentLogger, retryDelaysMs: [1] });
  target = join(root, `disk-${randomBytes(4).toString('hex')}`);
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the registry of the companion', () => {
  let host = '';
  beforeAll(async () => {
    const handler = createImageRegistry({ folder: guest, logger: silentLogger });
    host = await serve((request, response) => {
      if (!handler(request, response)) response.writeHead(418).end();
    });
  });

  async function layerUrl(): Promise<string> {
    const manifest = await (await fetch(`http://${host}/v2/virtdeck/guest/manifests/latest`)).text();
    return `http://${host}/v2/virtdeck/guest/blobs/${/"layers":\[.*?"digest":"([^"]+)"/.exec(manifest)?.[1]}`;
  }

  it('gives the guest image to its own import path', async () => {
    await images.importRegistry(`docker://${host}/virtdeck/guest:latest`, target, 2 * MiB);
    expect(guestView(target).subarray(0, MiB).equals(content)).toBe(true);
  });

  it('keeps the size of the image when no capacity is given', async () => {
    await images.importRegistry(`docker://${host}/virtdeck/guest:latest`, target, KEEP_SIZE);
    expect((await images.inspect(target)).virtualSize).toBe(MiB);
  });

  it('has one digest for the tag, the version and the digest itself', async () => {
    const digest = await images.registryDigest(`docker://${host}/virtdeck/guest:latest`);
    expect(await images.registryDigest(`docker://${host}/virtdeck/guest:1.0.0`)).toBe(digest);
    await images.importRegistry(`docker://${host}/virtdeck/guest@${digest}`, target, 2 * MiB);
    expect((await images.inspect(target)).virtualSize).toBe(2 * MiB);
  });

  it('names its layer truly, as tar sees it', async () => {
    const url = await layerUrl();
    const layer = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(url).toContain(sha256(layer));
    const listing = execFileSync('tar', ['-tvf', '-', '--numeric-owner'], { input: layer }).toString();
    expect(listing).toMatch(/^-r--r--r-- 107\/107 .* disk\/guest\.qcow2\n$/);
  });

  it('serves ranges, so that a cut import can go on', async () => {
    const url = await layerUrl();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const part = await fetch(url, { headers: { range: 'bytes=500-1023' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(500, 1024))).toBe(true);
    expect((await fetch(url, { headers: { range: `bytes=${whole.length}-` } })).status).toBe(416);
  });

  it.each([
    ['GET', '/v2/', 200],
    ['GET', '/v2/virtdeck/guest/manifests/none', 404],
    ['GET', '/v2/other/thing/manifests/latest', 404],
    ['GET', '/v2/virtdeck/guest/blobs/../../../etc/passwd', 404],
    ['PUT', '/v2/virtdeck/guest/manifests/latest', 405],
    ['GET', '/api/v1', 418],
  ])('answers %s %s with %i', async (method, path, code) => {
    const status = await new Promise((resolve) => http.request(`http://${host}`, { method, path }, (response) => resolve(response.resume().statusCode)).end());
    expect(status).toBe(code);
  });
});

describe('a registry elsewhere', () => {
  async function layerOf(name: string, data: Buffer): Promise<Buffer> {
    const pack = tar.pack();
    pack.entry({ name: 'etc/other' }, 'x');
    pack.entry({ name }, data);
    pack.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of pack) chunks.push(Buffer.from(chunk as Uint8Array));
    return gzipSync(Buffer.concat(chunks));
  }

  async function withToken(layer: Buffer): Promise<string> {
    const manifest = JSON.stringify({ schemaVersion: 2, layers: [{ digest: sha256(layer), size: layer.length }] });
    const index = JSON.stringify({
      schemaVersion: 2,
      manifests: [
        { digest: sha256('other'), size: 1, platform: { os: 'linux', architecture: 's390x' } },
        { digest: sha256(manifest), size: manifest.length, platform: { os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch } },
      ],
    });
    const content: Record<string, Buffer | string> = {
      '/v2/team/disk/manifests/latest': index,
      [`/v2/team/disk/manifests/${sha256(manifest)}`]: manifest,
      [`/v2/team/disk/blobs/${sha256(layer)}`]: layer,
    };
    const host: string = await serve((request, response) => {
      const url = request.url ?? '';
      if (url.startsWith('/token')) {
        response.end(JSON.stringify({ token: `for ${new URL(url, 'http://x').searchParams.get('scope')}` }));
        return;
      }
      if (request.headers.authorization !== 'Bearer for repository:team/disk:pull') {
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="s",scope="repository:team/disk:pull"` }).end();
        return;
      }
      response.writeHead(content[url] ? 200 : 404).end(content[url]);
    });
    return host;
  }

  it('fetches a token, picks the platform and finds the disk in a gzipped layer', async () => {
    const host = await withToken(await layerOf('disk/image.raw', content));
    await images.importRegistry(`docker://${host}/team/disk`, target, MiB);
    expect(guestView(target).equals(content)).toBe(true);
  });

  it('says that an image holds no disk', async () => {
    const host = await withToken(await layerOf('usr/bin/thing', content));
    await expect(images.importRegistry(`docker://${host}/team/disk`, target, MiB)).rejects.toMatchObject({
      reason: 'NotFound',
      message: 'Failed to find VM disk image file in the container image',
    });
  });

  it('says that a tag does not exist', async () => {
    const host = await withToken(await layerOf('disk/image.raw', content));
    await expect(images.registryDigest(`docker://${host}/team/disk:none`)).rejects.toMatchObject({
      reason: 'NotFound',
      message: 'Failed to read registry image: team/disk:none: 404 Not Found',
    });
  });

  it.each(['http://x/y', 'docker://', 'docker://host.io/UPPER', 'docker://host.io/a:b:c', 'docker://host.io/a@sha256:12'])('refuses %s', async (url) => {
    await expect(images.registryDigest(url)).rejects.toMatchObject({ reason: 'Failed' });
  });
});
