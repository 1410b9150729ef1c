import { describe, expect, it } from 'vitest';
import type { EventObject } from '../../../contracts/virt';
import { silentLogger } from '../../lib/logger';
import { createHandClock } from '../test-support/hand-clock';
import { isExpired } from './event-expiry';
import { every } from './every';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function event(lastTimestamp: string): EventObject {
  return { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e' }, involvedObject: {}, lastTimestamp };
}

it('an event lives for an hour after it was last said', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(isExpired(event('2026-01-01T11:00:01Z'), now)).toBe(false);
  expect(isExpired(event('2026-01-01T10:59:59Z'), now)).toBe(true);
});

describe('a periodic task', () => {
  it('begins at once, comes again, survives a failure and ends', async () => {
    const clock = createHandClock();
    let turns = 0;
    const task = every({ clock, logger: silentLogger }, 'test', 1000, async () => {
      turns += 1;
      if (turns === 2) throw new Error('no');
    });
    await settle();
    for (const expected of [2, 3]) {
      clock.advance(1000);
      await settle();
      expect(turns).toBe(expected);
    }
    await task.stop();
    clock.advance(5000);
    await settle();
    expect(turns).toBe(3);
  });
});
