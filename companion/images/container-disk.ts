import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const BLOCK = 512;
/** qemu's user in KubeVirt's launcher: containerdisks are owned by it. */
const OWNER = 107;
const EPOCH = '1970-01-01T00:00:00Z';

export interface Blob {
  mediaType: string;
  digest: string;
  size: number;
  /** Bytes `start` to `end`, both included. */
  read(start: number, end: number): Readable;
}

/** One image as a registry holds it: the manifest and what it names. */
export interface ContainerDisk {
  version: string;
  manifest: Blob;
  blobs: Map<string, Blob>;
}

interface GuestFacts {
  version: string;
  digest: string;
}

function isGuestFacts(value: unknown): value is GuestFacts {
  return typeof value === 'object' && value !== null && 'version' in value && 'digest' in value && typeof value.version === 'string';
}

const sha256 = (data: Buffer) => `sha256:${createHash('sha256').update(data).digest('hex')}`;
const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');

/** Header of a regular file in the ustar format (POSIX 1003.1), without a time so that the digest never moves. */
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(octal(0o444, 8), 100);
  header.write(octal(OWNER, 8), 108);
  header.write(octal(OWNER, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8) + '0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)}\0 `, 148);
  return header;
}

type Part = { bytes: Buffer } | { path: string; size: number };

const sizeOf = (part: Part) => ('bytes' in part ? part.bytes.length : part.size);

/** Reads a range out of pieces laid end to end. */
function readParts(parts: readonly Part[], start: number, end: number): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    let offset = 0;
    for (const part of parts) {
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, sizeOf(part) - 1);
      offset += sizeOf(part);
      if (from > to) continue;
      if ('bytes' in part) yield part.bytes.subarray(from, to + 1);
      else yield* createReadStream(part.path, { start: from, end: to, highWaterMark: 1 << 18 });
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

function bytesBlob(mediaType: string, value: object): Blob {
  const bytes = Buffer.from(JSON.stringify(value));
  return { mediaType, digest: sha256(bytes), size: bytes.length, read: (start, end) => readParts([{ bytes }], start, end) };
}

async function layerBlob(path: string): Promise<Blob> {
  const { size } = await stat(path);
  const tail = Buffer.alloc(((BLOCK - (size % BLOCK)) % BLOCK) + 2 * BLOCK);
  const parts: Part[] = [{ bytes: tarHeader('disk/guest.qcow2', size) }, { path, size }, { bytes: tail }];
  const total = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  const hash = createHash('sha256');
  for await (const chunk of readParts(parts, 0, total - 1)) hash.update(chunk);
  const digest = `sha256:${hash.digest('hex')}`;
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size: total, read: (start, end) => readParts(parts, start, end) };
}

/** The guest image of `folder` (guest.qcow2, guest.json) in KubeVirt's containerdisk layout; equal images give equal digests. */
export async function containerDisk(folder: string): Promise<ContainerDisk> {
  const facts: unknown = JSON.parse(await readFile(join(folder, 'guest.json'), 'utf8'));
  if (!isGuestFacts(facts)) throw new Error('guest.json does not describe a guest image');
  const layer = await layerBlob(join(folder, 'guest.qcow2'));
  const config = bytesBlob('application/vnd.oci.image.config.v1+json', {
    created: EPOCH,
    architecture: 'amd64',
    os: 'linux',
    config: { Labels: { 'org.opencontainers.image.title': 'virtdeck guest', 'org.opencontainers.image.version': facts.version } },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
    history: [{ created: EPOCH, created_by: 'virtdeck' }],
  });
  const descriptor = ({ mediaType, digest, size }: Blob) => ({ mediaType, digest, size });
  const manifest = bytesBlob('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor(config),
    layers: [descriptor(layer)],
  });
  return { version: facts.version, manifest, blobs: new Map([config, layer].map((blob) => [blob.digest, blob])) };
}
