import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ImageError } from './images';

/** Hex digest of a file. */
export async function digestOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** `checksum` is `md5|sha1|sha256|sha512:hex`, as in `spec.source.http.checksum` of CDI. */
export async function requireChecksum(path: string, checksum: string): Promise<void> {
  const [algorithm = '', wanted = ''] = checksum.split(':');
  const found = await digestOf(path, algorithm);
  if (found !== wanted.toLowerCase()) {
    throw new ImageError(
      'ChecksumMismatch',
      `checksum validation failed: checksum mismatch: expected ${algorithm}:${wanted}, calculated ${algorithm}:${found}`,
    );
  }
}
