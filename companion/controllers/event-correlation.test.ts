import { describe, expect, it } from 'vitest';
import { createEventCorrelator } from './event-correlation';
import { createHandClock } from './test-support/hand-clock';

const event = (message: string, about = 'pod/a') => ({ about, source: 'kubelet', type: 'Warning', reason: 'BackOff', message });

describe('events that are alike', () => {
  it('are told as one from the eleventh message on', () => {
    const correlate = createEventCorrelator(createHandClock());
    const keys = Array.from({ length: 12 }, (_, index) => correlate(event(`try ${index}`)));
    expect(new Set(keys.slice(0, 10).map((each) => each?.key)).size).toBe(10);
    expect(keys[10]).toEqual({ key: keys[11]?.key, message: '(combined from similar events): try 10' });
  });

  it('are told apart again after ten minutes of silence', () => {
    const clock = createHandClock();
    const correlate = createEventCorrelator(clock);
    for (let index = 0; index < 12; index += 1) correlate(event(`try ${index}`));
    clock.advance(11 * 60_000);
    expect(correlate(event('again'))?.message).toBe('again');
  });
});

describe('events of one object', () => {
  it('are dropped after twenty-five at once, and let through again with time', () => {
    const clock = createHandClock();
    const correlate = createEventCorrelator(clock);
    const seen = Array.from({ length: 30 }, () => correlate(event('same')));
    expect(seen.filter(Boolean)).toHaveLength(25);
    expect(correlate(event('same', 'pod/b'))).toBeDefined();
    clock.advance(5 * 60_000);
    expect(correlate(event('same'))).toBeDefined();
    expect(correlate(event('same'))).toBeUndefined();
  });
});
