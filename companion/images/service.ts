import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { systemClock, type Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import { requireChecksum } from './checksum';
import { download } from './download';
import type { HttpOptions, ImageService, TransferOptions } from './images';
import { appear, grow, intake, largestFile, requireFits } from './intake';
import { share, steady } from './progress';
import { convert, probe, qemuImg } from './qemu-img';
import { fetchContainerDisk, resolveDigest } from './registry-client';

export interface ImageServiceOptions {
  /** Scratch space for downloads; emptied at the start. */
  folder: string;
  logger: Logger;
  clock?: Clock;
  /** Waits between the attempts to continue a cut download. */
  retryDelaysMs?: readonly number[];
}

/** Disk images by qemu-img and downloads of our own. */
export function createImageService({ folder, logger, clock = systemClock, retryDelaysMs }: ImageServiceOptions): ImageService {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = logger.child('images');
  const inProgress = new Map<string, Promise<void>>();

  /** One operation per target: a second caller shares the first one's end. */
  const alone = (target: string, work: () => Promise<void>): Promise<void> => {
    const running = inProgress.get(target);
    if (running) return running;
    const started = clock.now();
    const done = work()
      .then(() => log.info('image ready', { image: basename(target), ms: clock.now() - started }))
      .finally(() => inProgress.delete(target));
    inProgress.set(target, done);
    return done;
  };

  const withScratch = async (work: (file: string) => Promise<void>): Promise<void> => {
    const file = join(folder, randomUUID());
    try {
      await work(file);
    } finally {
      await rm(file, { force: true });
    }
  };

  const fetchOptions = (capacity: number, options: TransferOptions) => ({ ...options, clock, limit: largestFile(capacity), retryDelaysMs });

  return {
    blank: (target, capacity) =>
      alone(target, () =>
        appear(target, async (partial) => {
          await qemuImg(['create', '-q', '-f', 'qcow2', partial, String(Math.floor(capacity / 512) * 512)]);
        }),
      ),
    importHttp: (url, target, capacity, options: HttpOptions = {}) =>
      alone(target, () =>
        withScratch(async (file) => {
          const report = steady(options.onProgress, clock);
          await download(url, file, { ...fetchOptions(capacity, options), onProgress: share(report, 0, 80) });
          if (options.checksum) await requireChecksum(file, options.checksum);
          await intake(file, target, capacity, { signal: options.signal, onProgress: share(report, 80, 100), name: basename(new URL(url).pathname) });
          report(100);
        }),
      ),
    importRegistry: (url, target, capacity, options = {}) =>
      alone(target, () =>
        withScratch(async (file) => {
          const report = steady(options.onProgress, clock);
          await fetchContainerDisk(url, file, { ...fetchOptions(capacity, options), onProgress: share(report, 0, 80) });
          await intake(file, target, capacity, { signal: options.signal, onProgress: share(report, 80, 100), name: url });
          report(100);
        }),
      ),
    registryDigest: (url, options = {}) => resolveDigest(url, options),
    clone: (source, target, capacity, options = {}) =>
      alone(target, async () => {
        const image = await probe(source);
        requireFits(image.virtualSize, capacity);
        await appear(target, async (partial) => {
          await convert({ path: source, format: image.format }, partial, { ...options, onProgress: steady(options.onProgress, clock) });
          await grow(partial, capacity);
        });
      }),
    adoptUpload: (upload, target, capacity, options = {}) =>
      alone(target, () => intake(upload, target, capacity, { ...options, onProgress: steady(options.onProgress, clock) })),
    raw: (source, target, options = {}) => alone(target, () => appear(target, (partial) => convert({ path: source, format: 'qcow2' }, partial, { ...options, to: 'raw', shared: true }))),
    resize: (path, capacity) => grow(path, capacity),
    inspect: async (path) => {
      const { format, virtualSize, actualSize } = await probe(path);
      return { format, virtualSize, actualSize };
    },
    remove: (path) => rm(path, { force: true }),
  };
}
