import { existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const LARGEST_BYTES = 16 * 1024 * 1024;

/** A log that keeps one older file beside it (`.1`), so that it never fills a disk. Lines are lost rather than an error thrown. */
export function openLogFile(path: string): { write(line: string): void } {
  let size = existsSync(path) ? statSync(path).size : 0;
  let descriptor = openSync(path, 'a');
  return {
    write(line) {
      try {
        if (size > LARGEST_BYTES) {
          renameSync(path, `${path}.1`);
          descriptor = openSync(path, 'a');
          size = 0;
        }
        size += writeSync(descriptor, line);
      } catch {
        // A full disk must not stop the service for a line of its log.
      }
    },
  };
}
