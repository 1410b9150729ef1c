import { describe, expect, it } from 'vitest';
import { compilePath } from './json-path';

const object = {
  metadata: { labels: { 'kubevirt.io/size': 'small' } },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Paused', status: 'False' },
    ],
    interfaces: [{ ipAddress: '10.0.0.1' }, { ipAddress: '10.0.0.2' }],
    phase: 'Running',
    empty: null,
  },
};
const find = (path: string) => compilePath(path)(object);

describe('printer column paths', () => {
  it.each([
    ['.status.phase', ['Running']],
    ['{.status.phase}', ['Running']],
    ['.status.interfaces[0].ipAddress', ['10.0.0.1']],
    ['.status.interfaces[-1].ipAddress', ['10.0.0.2']],
    ['.status.interfaces[*].ipAddress', ['10.0.0.1', '10.0.0.2']],
    ['.metadata.labels.kubevirt\\.io/size', ['small']],
    [".metadata.labels['kubevirt.io/size']", ['small']],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type=='Paused')].status", ['False']],
    ['.status.conditions[?(@.type!="Ready")].type', ['Paused']],
    ['.status.none.deeper', []],
    ['.status.empty', [null]],
    ['.status.phase.deeper', []],
    ['.__proto__', []],
    ['.constructor.name', []],
  ])('%s', (path, found) => {
    expect(find(path)).toEqual(found);
  });

  it('finds nothing by a path it does not understand', () => {
    expect(find('.status[?(@.a =~ /x/)]')).toEqual([]);
  });
});
