import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PersistentVolumeClaimKind } from '../../../../contracts/kinds';
import type { PersistentVolumeClaim } from '../../../../contracts/virt';
import { imageSize } from '../../../controllers/cdi/claim-for-data-volume';
import { Marks } from '../../../controllers/storage/claim-marks';
import { volumeFile } from '../../../controllers/storage/volume-files';
import { ImageError, type ImageService } from '../../../images/images';
import type { Logger } from '../../../lib/logger';
import type { ObjectClient } from '../../../store/client';
import { BadForm, boundaryOf, formFile } from './form-file';
import type { UploadClaim, UploadTokens } from './upload-tokens';

/** Where the page's port answers as CDI's upload proxy. */
export const UPLOAD_PATH = '/cdi-upload-proxy';

interface Options {
  client: ObjectClient;
  images: ImageService;
  tokens: UploadTokens;
  /** The data folder. */
  folder: string;
  logger: Logger;
}

/** Answers requests below `UPLOAD_PATH`; false means that the request is somebody else's. */
export type UploadProxy = (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<boolean>;

const PATHS = /^\/v1(beta1|alpha1)\/upload(-form)?(-async)?$/;
/** The part of a form that holds the image. */
const FORM_FILE = 'file';

/** A refusal with its HTTP code; the text is CDI's. */
class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

function send(res: ServerResponse, code: number, text = ''): void {
  res.writeHead(code, { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) });
  res.end(text);
}

function claimOf(req: IncomingMessage, tokens: UploadTokens): UploadClaim {
  const token = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (!token) throw new Refusal(400, 'a bearer token is required');
  const claim = tokens.verify(token);
  if (!claim) throw new Refusal(401, 'the token is invalid or has expired');
  return claim;
}

function targetOf(client: ObjectClient, { namespace, name }: UploadClaim): PersistentVolumeClaim {
  const claim = client.get(PersistentVolumeClaimKind, name, namespace);
  if (!claim) throw new Refusal(503, `rejecting Upload Request for PVC ${name} that doesn't exist`);
  const annotations = claim.metadata.annotations ?? {};
  if (annotations[Marks.uploadTarget] === undefined) throw new Refusal(503, `PVC ${name} is not an upload target`);
  if (annotations[Marks.podPhase] === 'Succeeded') throw new Refusal(503, `rejecting Upload Request for PVC ${name} that already finished uploading`);
  if (claim.status?.phase !== 'Bound') throw new Refusal(503, `timed out waiting for the upload server of PVC ${name}`);
  return claim;
}

function failure(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BadForm) return new Refusal(400, error.message);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ImageError && error.reason === 'TooLarge') {
    return new Refusal(400, `Saving stream failed: ${message.replace('virtual image size', 'effective image size')}`);
  }
  return new Refusal(500, `Saving stream failed: ${message}`);
}

/** The image in a request: its body, or the file of the form that a browser sends. */
function imageOf(req: IncomingMessage, path: string): Readable {
  if (!path.includes('-form')) return req;
  const boundary = boundaryOf(req.headers['content-type']);
  if (!boundary) throw new Refusal(400, 'request Content-Type isn\'t multipart/form-data');
  return formFile(req, boundary, FORM_FILE);
}

/** Receives an image and makes it the disk of its claim. */
async function receive({ client, images, folder }: Options, image: Readable, claim: PersistentVolumeClaim): Promise<void> {
  const scratch = join(folder, 'transfers');
  const file = join(scratch, `upload-${randomUUID()}`);
  await mkdir(scratch, { recursive: true });
  try {
    await pipeline(image, createWriteStream(file));
    await images.adoptUpload(file, volumeFile(folder, claim), imageSize(claim));
  } finally {
    await rm(file, { force: true });
  }
  await client.mutate(PersistentVolumeClaimKind, claim.metadata.name, claim.metadata.namespace, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.podPhase]: 'Succeeded', [Marks.podReady]: 'false' };
  });
}

/** CDI's upload proxy and server in one. One upload per claim at a time. */
export function createUploadProxy(options: Options): UploadProxy {
  const { client, tokens, logger } = options;
  const busy = new Set<string>();

  const upload = async (req: IncomingMessage, path: string): Promise<void> => {
    const claim = targetOf(client, claimOf(req, tokens));
    const uid = claim.metadata.uid ?? '';
    if (busy.has(uid)) throw new Refusal(503, 'an upload into this volume is under way');
    busy.add(uid);
    try {
      await receive(options, imageOf(req, path), claim);
    } finally {
      busy.delete(uid);
    }
  };

  return async (req, res, url) => {
    if (!url.pathname.startsWith(`${UPLOAD_PATH}/`)) return false;
    const path = url.pathname.slice(UPLOAD_PATH.length);
    try {
      if (path === '/healthz') send(res, 200, 'OK');
      else if (!PATHS.test(path)) send(res, 404, 'not found');
      else if (req.method === 'HEAD' && path.endsWith('-async')) {
        claimOf(req, tokens);
        send(res, 200);
      } else if (req.method === 'POST') {
        await upload(req, path);
        send(res, 200);
      } else send(res, 404, 'not found');
    } catch (error) {
      const refusal = failure(error);
      logger.warn('an upload was refused', { code: refusal.code, reason: refusal.message });
      // What is still on its way is not read: the connection ends with the answer.
      res.setHeader('connection', 'close');
      send(res, refusal.code, refusal.message);
    }
    return true;
  };
}
