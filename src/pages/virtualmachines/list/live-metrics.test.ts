import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { metricColumns } from '../../../domain/metric-columns';
import { ApiError } from '../../../k8s/api-error';
import { LiveMetrics } from './live-metrics';

const answer = (values: Record<string, string>) => ({
  data: { result: Object.entries(values).map(([name, value]) => ({ metric: { namespace: 'shop', name }, value: [1, value] })) },
});

interface Asked {
  expression: string;
  signal: AbortSignal;
}

/** Live metrics of a Prometheus that answers as told, and what it was asked. */
function setUp(reply: (asked: Asked) => Promise<unknown>) {
  const asked: Asked[] = [];
  const metrics = new LiveMetrics(
    (expression, signal) => {
      asked.push({ expression, signal });
      return reply({ expression, signal });
    },
    () => false,
  );
  return { asked, metrics };
}

const never = ({ signal }: Asked) => new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('live figures', () => {
  it('cost nothing while no column shows them', async () => {
    const { asked, metrics } = setUp(() => Promise.resolve(answer({})));
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
  });

  it('are asked for with one query of each shown column for the rows in sight', async () => {
    const { asked, metrics } = setUp(() => Promise.resolve(answer({ web: '2', db: 'NaN' })));
    metrics.show(['name', 'cpuUsage', 'memoryUsage']);
    metrics.look(['shop/web', 'shop/db']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    expect(asked.every(({ expression }) => expression.includes('name=~"db|web"'))).toBe(true);
    expect(metrics.value('cpuUsage', 'shop/web')).toBe(2);
    expect(metrics.value('cpuUsage', 'shop/db')).toBeUndefined();
  });

  it('of the sorted column are asked for of all machines, and not again when the rows in sight change', async () => {
    const { asked, metrics } = setUp(() => Promise.resolve(answer({ web: '2', far: '1' })));
    metrics.sortBy('cpuUsage');
    metrics.show(['cpuUsage']);
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(1_000);
    metrics.look(['shop/far']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.map(({ expression }) => expression.includes('{}'))).toEqual([true]);
    expect(metrics.sortValues().get('shop/far')).toBe(1);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(asked).toHaveLength(2);
  });

  it('are not asked for again while an answer is awaited, however the rows change', async () => {
    const { asked, metrics } = setUp(never);
    metrics.show(['cpuUsage']);
    for (let step = 0; step < 80; step += 1) {
      metrics.look([`shop/vm-${step}`]);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(asked).toHaveLength(1);
  });
});

describe('a Prometheus that does not answer', () => {
  it('is told of in its own words, and asked more and more seldom', async () => {
    const { asked, metrics } = setUp(() => Promise.reject(new ApiError(502, 'Bad Gateway', 'connection refused')));
    metrics.show(['cpuUsage']);
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(metrics.failure()).toEqual({ words: 'connection refused' });
    for (let minute = 0; minute < 20; minute += 1) {
      metrics.look([`shop/vm-${minute}`]);
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(asked.length).toBeLessThan(14);
  });

  it('is hardly asked again when it is not there at all', async () => {
    const { asked, metrics } = setUp(() => Promise.reject(new ApiError(404, 'Not Found', 'not found')));
    metrics.show(['cpuUsage']);
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(200_000);
    expect(asked).toHaveLength(1);
  });

  it('is given up on in time, and leaves no old values', async () => {
    let reply: (asked: Asked) => Promise<unknown> = () => Promise.resolve(answer({ web: '2' }));
    const { metrics } = setUp((asked) => reply(asked));
    metrics.show(['cpuUsage']);
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(1_000);
    reply = never;
    await vi.advanceTimersByTimeAsync(26_000);
    expect(metrics.failure()).toEqual({ words: undefined });
    expect(metrics.value('cpuUsage', 'shop/web')).toBeUndefined();
  });

  it('is forgiven when it answers again', async () => {
    let isWell = false;
    const { metrics } = setUp(() => (isWell ? Promise.resolve(answer({ web: '2' })) : Promise.reject(new Error('down'))));
    metrics.show(['cpuUsage']);
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(1_000);
    isWell = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(metrics.failure()).toBeUndefined();
    expect(metrics.value('cpuUsage', 'shop/web')).toBe(2);
  });

  it('is let go when the list is left', async () => {
    const { asked, metrics } = setUp(never);
    metrics.show(['cpuUsage']);
    metrics.look(['shop/web']);
    await vi.advanceTimersByTimeAsync(1_000);
    metrics.close();
    expect(asked[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(1);
    expect(metrics.failure()).toBeUndefined();
  });
});

describe('an export', () => {
  it('has the values of all machines, and those of the columns that are to be had', async () => {
    const { metrics } = setUp(({ expression }) =>
      expression.includes('cpu') ? Promise.resolve(answer({ web: '1', far: '2' })) : Promise.reject(new Error('too much')),
    );
    const values = await metrics.all(metricColumns.filter((column) => column.id === 'cpuUsage' || column.id === 'memoryUsage'));
    expect(values.get('cpuUsage')?.size).toBe(2);
    expect(values.has('memoryUsage')).toBe(false);
    expect(metrics.failure()).toEqual({ words: 'too much' });
  });
});
