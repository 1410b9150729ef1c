import { spawn } from 'node:child_process';
import { ImageError, type ImageFacts, type TransferOptions } from './images';

const QUICK_MS = 60_000;
const COPY_MS = 6 * 3_600_000;
/** Enough for any real image; keeps a forged one from eating the machine (CDI limits qemu-img the same way). */
const ADDRESS_SPACE = 4 * 1024 ** 3;
const PROBE_ADDRESS_SPACE = 1024 ** 3;
const PROBE_CPU_SECONDS = 30;

interface RunOptions extends TransferOptions {
  timeoutMs?: number;
  probe?: boolean;
}

function failure(command: string, stderr: string): ImageError {
  const words = stderr.trim().split('\n').slice(-3).join('; ').replace(/^qemu-img: /, '');
  if (/no space left on device/i.test(stderr)) return new ImageError('NoSpace', words);
  return new ImageError('Failed', `qemu-img ${command}: ${words || 'ended without a message'}`);
}

/** Runs one qemu-img command with bounded memory, time and priority; resolves with its standard output. */
export function qemuImg(args: string[], options: RunOptions = {}): Promise<string> {
  const command = args[0] ?? '';
  const limits = options.probe ? [`--as=${PROBE_ADDRESS_SPACE}`, `--cpu=${PROBE_CPU_SECONDS}`] : [`--as=${ADDRESS_SPACE}`];
  return new Promise((resolve, reject) => {
    const child = spawn('prlimit', [...limits, 'nice', '-n', '10', 'qemu-img', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      timeout: options.timeoutMs ?? QUICK_MS,
      killSignal: 'SIGKILL',
      ...(options.signal ? { signal: options.signal } : {}),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!options.onProgress) {
        stdout += text;
        return;
      }
      const percent = /\((\d+\.\d+)\/100%\)[^(]*$/.exec(text)?.[1];
      if (percent) options.onProgress(Number(percent));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000);
    });
    child.on('error', (error) => {
      reject(options.signal?.aborted ? new ImageError('Aborted', 'the operation was cancelled') : new ImageError('Failed', `qemu-img cannot run: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else if (signal) reject(new ImageError('Failed', `qemu-img ${command} was ended by ${signal}`));
      else reject(failure(command, stderr));
    });
  });
}

interface ConvertOptions extends TransferOptions {
  /** Format of the copy; qcow2 unless said. */
  to?: 'qcow2' | 'raw';
  /** Does not keep others from opening the source meanwhile: the caller finds out whether somebody did. */
  shared?: boolean;
}

/** Copies `source` into a new file at `target`. */
export async function convert(source: { path: string; format: string }, target: string, { to = 'qcow2', shared = false, ...options }: ConvertOptions = {}): Promise<void> {
  await qemuImg(['convert', '-p', ...(shared ? ['-U'] : []), '-f', source.format, '-O', to, source.path, target], {
    onProgress: () => undefined,
    ...options,
    timeoutMs: COPY_MS,
  });
}

export interface ProbedImage extends ImageFacts {
  /** Other files the image would read: never wanted in an image from outside. */
  references: string[];
}

interface ProbeOutput {
  format?: unknown;
  'virtual-size'?: unknown;
  'actual-size'?: unknown;
  'backing-filename'?: unknown;
  'format-specific'?: { data?: { 'data-file'?: unknown; extents?: unknown } };
}

function isProbeOutput(value: unknown): value is ProbeOutput {
  return typeof value === 'object' && value !== null;
}

function extentFiles(extents: unknown): string[] {
  if (!Array.isArray(extents)) return [];
  return extents.flatMap((extent: unknown) =>
    typeof extent === 'object' && extent !== null && 'filename' in extent && typeof extent.filename === 'string' ? [extent.filename] : [],
  );
}

/** What an image is, without opening anything it refers to. `format` skips the guess. */
export async function probe(path: string, format?: string): Promise<ProbedImage> {
  const text = await qemuImg(['info', '--output=json', ...(format ? ['-f', format] : []), path], { probe: true });
  const output: unknown = JSON.parse(text);
  if (!isProbeOutput(output) || typeof output.format !== 'string') throw new ImageError('BadFormat', 'qemu-img does not know this image');
  const data = output['format-specific']?.data;
  const named = [output['backing-filename'], data?.['data-file'], ...extentFiles(data?.extents)];
  return {
    format: output.format,
    virtualSize: Number(output['virtual-size'] ?? 0),
    actualSize: Number(output['actual-size'] ?? 0),
    references: named.filter((name): name is string => typeof name === 'string' && name !== path),
  };
}
