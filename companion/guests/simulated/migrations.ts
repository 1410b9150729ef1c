import type { MigrationProgress } from '../driver';

/** Course of a simulated pre-copy: what is left shrinks by bandwidth less the rate at which the guest dirties memory. */
export interface MigrationCourse {
  totalBytes: number;
  processedBytes: number;
  remainingBytes: number;
  bandwidth: number;
  dirtyRate: number;
}

const defaultBandwidth = 512 * 2 ** 20;

export function beginCourse(memoryBytes: number, bandwidth: number | undefined): MigrationCourse {
  const speed = bandwidth && bandwidth > 0 ? bandwidth : defaultBandwidth;
  return { totalBytes: memoryBytes, processedBytes: 0, remainingBytes: memoryBytes, bandwidth: speed, dirtyRate: Math.round(speed / 8) };
}

/** The course after `seconds` more. */
export function advance(course: MigrationCourse, seconds: number): MigrationCourse {
  const sent = Math.min(course.remainingBytes, course.bandwidth * seconds);
  const remaining = course.remainingBytes - sent;
  const dirtied = remaining === 0 ? 0 : Math.min(course.dirtyRate * seconds, course.totalBytes - remaining);
  return { ...course, processedBytes: course.processedBytes + sent, remainingBytes: Math.round(remaining + dirtied) };
}

export function progressOf(course: MigrationCourse, state: MigrationProgress['state'], error?: string): MigrationProgress {
  return { state, ...course, mode: 'PreCopy', ...(state === 'completed' ? { downtimeMs: 40 } : {}), ...(error ? { error } : {}) };
}
