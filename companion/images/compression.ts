import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fromSystem } from './failures';
import { ImageError } from './images';

export type Compression = 'gz' | 'xz' | 'zst';

const MAGIC: [Compression, Buffer][] = [
  ['gz', Buffer.from('1f8b', 'hex')],
  ['xz', Buffer.from('fd377a585a00', 'hex')],
  ['zst', Buffer.from('28b52ffd', 'hex')],
];

/** Found by the first bytes, as CDI does; names and content types lie. */
export async function compressionOf(path: string): Promise<Compression | undefined> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(6);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return MAGIC.find(([, magic]) => bytesRead >= magic.length && head.subarray(0, magic.length).equals(magic))?.[0];
  } finally {
    await file.close();
  }
}

/** Stops a decompression bomb: more than `bytes` ends the pipe with TooLarge. */
function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) {
        done(new ImageError('TooLarge', `effective image size is larger than the reported available storage: ${bytes}`));
        return;
      }
      done(null, chunk);
    },
  });
}

async function throughProgram(program: string, source: Readable, sinks: [Transform, Writable], signal?: AbortSignal): Promise<void> {
  const child = spawn('nice', ['-n', '10', program, '-d', '-c', '-q'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-1_000)));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(new ImageError('Failed', `${program} cannot run: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new ImageError('Truncated', `the compressed image is damaged or ends early (${program}: ${stderr.trim() || `code ${code}`})`));
    });
  });
  // The program's own words beat the broken pipe that its end leaves behind.
  const fed = pipeline(source, child.stdin, { signal }).catch((error: unknown) => ended.then(() => Promise.reject(error)));
  const drained = pipeline(child.stdout, ...sinks, { signal });
  try {
    await Promise.all([ended, fed, drained]);
  } finally {
    child.kill('SIGKILL');
  }
}

/** Unpacks `source` into the new file `target`; a cut or damaged stream is Truncated. */
export async function decompress(
  compression: Compression,
  source: string,
  target: string,
  options: { limit: number; signal?: AbortSignal },
): Promise<void> {
  const sinks: [Transform, Writable] = [atMost(options.limit), createWriteStream(target)];
  const input = createReadStream(source, { highWaterMark: 1 << 20 });
  try {
    if (compression === 'gz') await pipeline(input, createGunzip(), ...sinks, { signal: options.signal });
    else await throughProgram(compression === 'xz' ? 'xz' : 'zstd', input, sinks, options.signal);
  } catch (error) {
    throw fromSystem(error, options.signal, (words) => new ImageError('Truncated', `the compressed image is damaged or ends early (${words})`));
  }
}
