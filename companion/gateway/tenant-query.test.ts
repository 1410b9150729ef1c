import { describe, expect, it } from 'vitest';
import { BadQuery, withLabel } from './tenant-query';

describe('a query held to a namespace', () => {
  it.each([
    ['up', 'up{namespace="a"}'],
    ['up{}', 'up{namespace="a"}'],
    ['up{job="x,y}",}', 'up{job="x,y}",namespace="a"}'],
    ['up{namespace="b",job=~"x"}', 'up{job=~"x",namespace="a"}'],
    ['up{namespace!~"b"}', 'up{namespace="a"}'],
    ['{__name__=~".+"}', '{__name__=~".+",namespace="a"}'],
    ['sum by (name, namespace) (rate(kubevirt_vmi_cpu_usage_seconds_total{name="vm"}[5m]))', 'sum by (name, namespace) (rate(kubevirt_vmi_cpu_usage_seconds_total{name="vm",namespace="a"}[5m]))'],
    ['sum(a) without (b)', 'sum(a{namespace="a"}) without (b)'],
    ['a * on (x) group_left (y) b offset 5m', 'a{namespace="a"} * on (x) group_left (y) b{namespace="a"} offset 5m'],
    ['max_over_time(a[30m:1m]) > bool 1e3', 'max_over_time(a{namespace="a"}[30m:1m]) > bool 1e3'],
    ['topk(5, a) or vector(0)', 'topk(5, a{namespace="a"}) or vector(0)'],
    ['vmi:kubevirt_vmi_vcpu:count', 'vmi:kubevirt_vmi_vcpu:count{namespace="a"}'],
    ['a # up\n+ b', 'a{namespace="a"} # up\n+ b{namespace="a"}'],
    ["label_replace(a, 'x', '$1', 'y', '(.*)')", "label_replace(a{namespace=\"a\"}, 'x', '$1', 'y', '(.*)')"],
    ['a == Inf', 'a{namespace="a"} == Inf'],
    ['a @ end()', 'a{namespace="a"} @ end()'],
    ['1 + 2', '1 + 2'],
  ])('%s', (query, held) => {
    expect(withLabel(query, 'namespace', 'a')).toBe(held);
  });

  it('quotes the value', () => {
    expect(withLabel('up', 'namespace', 'a"} or up{x="')).toBe('up{namespace="a\\"} or up{x=\\""}');
  });

  it.each(['up{', 'up{a="b}', 'sum by (a', 'up[5m'])('refuses %s', (query) => {
    expect(() => withLabel(query, 'namespace', 'a')).toThrow(BadQuery);
  });
});
