import { describe, expect, it } from 'vitest';
import { isSchedule, nextPoll } from './schedule';

const at = (text: string) => Date.parse(text);

describe('schedules', () => {
  it('have five fields, or none', () => {
    expect(['0 */12 * * *', '55 8/12 * * *', '*/5 * * * 1-5', ''].map(isSchedule)).toEqual([true, true, true, true]);
    expect(['* * *', '0 0 0 * * *', '61 * * * *', 'daily'].map(isSchedule)).toEqual([false, false, false, false]);
  });

  it('are due at once the first time', () => {
    expect(nextPoll('0 */12 * * *', undefined)).toBe(0);
  });

  it('are due at the next time after the last one', () => {
    expect(nextPoll('0 */12 * * *', '2026-03-01T03:00:00Z')).toBe(at('2026-03-01T12:00:00Z'));
    expect(nextPoll('0 */12 * * *', '2026-03-01T12:00:00Z')).toBe(at('2026-03-02T00:00:00Z'));
    expect(nextPoll('30 4 * * 1', '2026-03-02T04:30:00Z')).toBe(at('2026-03-09T04:30:00Z'));
  });

  it('never are without a schedule', () => {
    expect(nextPoll('', undefined)).toBeUndefined();
  });
});
