import { Cron } from 'croner';

/** `8/12` (from 8 in steps of 12) is how the stock schedules of boot images are written. */
const OPTIONS = { paused: true, timezone: 'UTC', sloppyRanges: true };

/** Whether CDI takes this schedule: five fields, or nothing at all for "never". */
export function isSchedule(schedule: string): boolean {
  if (schedule === '') return true;
  if (schedule.trim().split(/\s+/).length !== 5) return false;
  try {
    new Cron(schedule, OPTIONS);
    return true;
  } catch {
    return false;
  }
}

/**
 * When to look at the source next, in milliseconds of the epoch: at once the first time, then by the schedule (UTC);
 * undefined when nothing is scheduled.
 */
export function nextPoll(schedule: string, last: string | undefined): number | undefined {
  if (schedule === '' || !isSchedule(schedule)) return undefined;
  if (!last) return 0;
  return new Cron(schedule, OPTIONS).nextRun(new Date(last))?.getTime();
}
