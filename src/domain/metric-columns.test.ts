import { describe, expect, it } from 'vitest';
import { metricColumns, readVector, selectorOf } from './metric-columns';

describe('live columns', () => {
  it('ask for all rows in sight at once', () => {
    expect(selectorOf(['shop/web-1', 'shop/db.x', 'bank/web-1'])).toBe('namespace=~"bank|shop",name=~"db\\\\.x|web-1"');
  });

  it('count both directions of the network', () => {
    const network = metricColumns.find((column) => column.id === 'networkUsage')?.expression('x');
    expect(network).toContain('receive');
    expect(network).toContain('transmit');
  });

  it('leave out NaN and anything else that is no number', () => {
    const sample = (name: string, value: unknown) => ({ metric: { name, namespace: 'n' }, value: [1, value] });
    const answer = { data: { result: [sample('a', '1.5'), sample('b', 'NaN'), sample('c', '+Inf'), { metric: {} }, null] } };
    expect([...readVector(answer)]).toEqual([['n/a', 1.5]]);
    expect(readVector({ status: 'error' }).size).toBe(0);
    expect(readVector(undefined).size).toBe(0);
  });

  it('keep projects apart whose machines have the same name', () => {
    const sample = (namespace: string, value: string) => ({ metric: { name: 'a', namespace }, value: [1, value] });
    expect(readVector({ data: { result: [sample('x', '1'), sample('y', '2')] } })).toEqual(
      new Map([
        ['x/a', 1],
        ['y/a', 2],
      ]),
    );
  });
});
