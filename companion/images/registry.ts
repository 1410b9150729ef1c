import type { IncomingMessage, ServerResponse } from 'node:http';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Logger } from '../lib/logger';
import { containerDisk, type Blob, type ContainerDisk } from './container-disk';

/** Name of the built-in guest image in the companion's registry. */
export const GUEST_REPOSITORY = 'virtdeck/guest';

interface RegistryOptions {
  /** Where `guest.qcow2` and `guest.json` lie, or will lie once they are built. */
  folder: string;
  logger: Logger;
}

/** Answers requests below `/v2/`; false means that the request is somebody else's. */
export type RegistryHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

function sendJson(response: ServerResponse, code: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(code, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

function refuse(response: ServerResponse, code: number, name: string, message: string): void {
  sendJson(response, code, { errors: [{ code: name, message }] });
}

interface Range {
  start: number;
  end: number;
}

/** One range of bytes (RFC 9110); undefined when the header asks for something else, which may be ignored. */
function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return undefined;
  const start = Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  return start > end ? 'unsatisfiable' : { start, end };
}

async function sendBlob(response: ServerResponse, blob: Blob): Promise<void> {
  const { headers, method } = response.req;
  const etag = `"${blob.digest}"`;
  const wanted = headers['if-range'] === undefined || headers['if-range'] === etag ? rangeOf(headers.range, blob.size) : undefined;
  if (wanted === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${blob.size}` }).end();
    return;
  }
  const { start, end } = wanted ?? { start: 0, end: blob.size - 1 };
  response.writeHead(wanted ? 206 : 200, {
    'content-type': blob.mediaType,
    'content-length': end - start + 1,
    'docker-content-digest': blob.digest,
    'accept-ranges': 'bytes',
    etag,
    ...(wanted ? { 'content-range': `bytes ${start}-${end}/${blob.size}` } : {}),
  });
  if (method === 'HEAD') response.end();
  else await pipeline(blob.read(start, end), response);
}

/** Reads the image again only when another one was put in place. */
function cachedDisk(folder: string): () => Promise<ContainerDisk | undefined> {
  let key = '';
  let disk: Promise<ContainerDisk> | undefined;
  return async () => {
    const facts = await stat(join(folder, 'guest.json')).catch(() => undefined);
    if (!facts) return undefined;
    const now = `${facts.mtimeMs} ${facts.ino}`;
    if (!disk || now !== key) {
      key = now;
      disk = containerDisk(folder);
      // A read that failed is tried again by the next request.
      disk.catch(() => (key = ''));
    }
    return disk;
  };
}

/** A read-only OCI distribution endpoint that holds the built-in guest image as a containerdisk. */
export function createImageRegistry({ folder, logger }: RegistryOptions): RegistryHandler {
  const current = cachedDisk(folder);
  const log = logger.child('registry');

  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === '/v2/') return sendJson(response, 200, {});
    if (path === '/v2/_catalog') return sendJson(response, 200, { repositories: [GUEST_REPOSITORY] });
    if (!path.startsWith(`/v2/${GUEST_REPOSITORY}/`)) return refuse(response, 404, 'NAME_UNKNOWN', 'repository name not known to registry');
    const disk = await current();
    if (!disk) return refuse(response, 404, 'NAME_UNKNOWN', 'the built-in guest image has not been built');
    const [kind = '', reference = ''] = path.slice(`/v2/${GUEST_REPOSITORY}/`.length).split('/');
    if (kind === 'tags' && reference === 'list') return sendJson(response, 200, { name: GUEST_REPOSITORY, tags: ['latest', disk.version] });
    if (kind === 'manifests') {
      if (['latest', disk.version, disk.manifest.digest].includes(reference)) return sendBlob(response, disk.manifest);
      return refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    }
    const blob = kind === 'blobs' ? disk.blobs.get(reference) : undefined;
    if (blob) return sendBlob(response, blob);
    return refuse(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  };

  return (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path !== '/v2' && !path.startsWith('/v2/')) return false;
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'UNSUPPORTED', 'this registry is read-only');
      return true;
    }
    answer(path === '/v2' ? '/v2/' : path, response).catch((error: unknown) => {
      // A client that hangs up ends here too: nothing to tell it, and nothing wrong.
      if (!response.headersSent) {
        log.error('the guest image cannot be served', { error: String(error) });
        refuse(response, 500, 'UNKNOWN', 'the guest image cannot be read');
      }
      response.destroy();
    });
    return true;
  };
}
