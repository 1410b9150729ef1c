import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { SecretKind } from '../../../../contracts/kinds';
import { exportFolder } from '../../../controllers/export/export-files';
import { type ExportedVolume, exportSource, type ExportSource } from '../../../controllers/export/export-source';
import { type Export, Exports } from '../../../controllers/export/types';
import type { ImageService } from '../../../images/images';
import type { Logger } from '../../../lib/logger';
import type { ObjectReader } from '../../../store/client';
import { text } from '../../read';
import { headerSecret, manifestObjects, TOKEN_HEADER } from './manifests';
import { sendGzip, sendRaw } from './send-disk';
import { sendArchive, sendFolder } from './send-files';

interface Options {
  read: ObjectReader;
  images: Pick<ImageService, 'raw'>;
  /** The data folder. */
  folder: string;
  logger: Logger;
}

/** Answers requests for exports; false means that the request is somebody else's. */
export type ExportServer = (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<boolean>;

/** As KubeVirt's export proxy; on the page's port and on that of the API. */
export const EXPORT_PATH = '/api/export.kubevirt.io/';
const ADDRESS = /^v1(?:beta1)?\/namespaces\/([^/]+)\/virtualmachineexports\/([^/]+)\/(?:volumes\/([^/]+)\/(.+)|(internal|external)\/manifests\/(all|secret))$/;

/** One request for one export, its token found to be right. */
interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  exported: Export;
  source: ExportSource;
  token: string;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function send(res: ServerResponse, code: number, words: string): void {
  res.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' });
  res.end(words);
}

function tokenOf(read: ObjectReader, { metadata, status }: Export): string {
  const secret = read.get(SecretKind, status?.tokenSecretRef ?? '', metadata.namespace);
  return Buffer.from(text(secret, 'data', 'token'), 'base64').toString();
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return wanted !== '' && a.length === b.length && timingSafeEqual(a, b);
}

/** A raw copy of the disk; whoever starts the guest meanwhile gets it, and the copy is worth nothing. */
async function rawCopy({ images, read, folder }: Options, exported: Export, volume: ExportedVolume): Promise<string | undefined> {
  const file = join(exportFolder(folder, exported), `${volume.name}.img`);
  if (!existsSync(file)) {
    await mkdir(dirname(file), { recursive: true });
    await images.raw(volume.path, file);
  }
  if (!exportSource(read, folder, exported).obstacle) return file;
  await rm(file, { force: true });
  return undefined;
}

async function sendDisk(options: Options, { req, res, exported }: Exchange, volume: ExportedVolume, name: string): Promise<void> {
  if (name !== 'disk.img' && name !== 'disk.img.gz') return send(res, 404, '404 page not found');
  const file = await rawCopy(options, exported, volume);
  if (!file) return send(res, 503, 'the volume is in use');
  await (name === 'disk.img' ? sendRaw(req, res, file) : sendGzip(req, res, file));
}

async function sendVolume(options: Options, exchange: Exchange, volumeName: string, path: string): Promise<void> {
  const { req, res, source } = exchange;
  const volume = source.volumes.find((each) => each.name === volumeName);
  if (!volume) return send(res, 404, '404 page not found');
  if (volume.content === 'disk') return sendDisk(options, exchange, volume, path);
  if (path === 'disk.tar.gz') return sendArchive(req, res, volume.path);
  const found = path.startsWith('dir/') && (await sendFolder(req, res, volume.path, path.slice('dir/'.length)));
  if (!found) send(res, 404, '404 page not found');
}

/** YAML unless JSON is asked for, as KubeVirt's export server answers. */
function sendManifest({ req, res, exported, source, token }: Exchange, side: 'internal' | 'external', type: string): void {
  const link = exported.status?.links?.[side];
  if (!link) return send(res, 404, '404 page not found');
  const objects = type === 'secret' ? [headerSecret(exported, token)] : manifestObjects(exported, source, link);
  const isJson = (req.headers.accept ?? '').includes('application/json');
  const list = { apiVersion: 'v1', kind: 'List', metadata: {}, items: objects };
  res.writeHead(200, { 'content-type': isJson ? 'application/json' : 'application/yaml' });
  res.end(isJson ? JSON.stringify(list) : objects.map((object) => stringify(object)).join('---\n'));
}

/** KubeVirt's export server and the proxy before it in one: disks, folders and manifests for who knows the export's token. */
export function createExportServer(options: Options): ExportServer {
  const { read, folder, logger } = options;

  const answer = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const [, namespace = '', name = '', volume, path = '', side, manifest = ''] = ADDRESS.exec(decoded(url.pathname.slice(EXPORT_PATH.length))) ?? [];
    const exported = read.get(Exports, name, namespace);
    if (!exported) return send(res, 404, '404 page not found');
    const token = tokenOf(read, exported);
    const given = req.headers[TOKEN_HEADER] ?? url.searchParams.get(TOKEN_HEADER) ?? '';
    if (!isSame(String(given), token)) return send(res, 401, 'Unauthorized');
    const source = exportSource(read, folder, exported);
    if (source.obstacle) return send(res, 503, source.obstacle.message);
    const exchange: Exchange = { req, res, exported, source, token };
    if (volume !== undefined) return sendVolume(options, exchange, volume, path);
    sendManifest(exchange, side === 'internal' ? 'internal' : 'external', manifest);
  };

  return async (req, res, url) => {
    if (!url.pathname.startsWith(EXPORT_PATH)) return false;
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    try {
      await answer(req, res, url);
    } catch (error) {
      // A client that hung up ends here too.
      logger.warn('an export was not sent to its end', { error: error instanceof Error ? error.message : String(error) });
      if (res.headersSent) res.destroy();
      else send(res, 500, 'the volume cannot be read');
    }
    return true;
  };
}
