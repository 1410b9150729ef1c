import type { IncomingMessage } from 'node:http';
import { ApiError } from '../../lib/api-error';

/** As etcd and the API server bound requests by default. */
export const MAX_BODY = 3 * 1024 * 1024;

/** Reads the whole body; more than `limit` bytes is refused with 413 and the rest is not kept. */
export function readBody(req: IncomingMessage, limit = MAX_BODY): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limit + MAX_BODY * 8) req.destroy();
    });
    req.once('end', () => {
      if (size > limit) reject(tooLarge(limit));
      else resolve(Buffer.concat(chunks));
    });
    req.once('close', () => reject(new ApiError(400, 'BadRequest', 'the request body was cut off')));
    req.once('error', () => reject(new ApiError(400, 'BadRequest', 'the request body could not be read')));
  });
}

function tooLarge(limit: number): ApiError {
  return new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
}
