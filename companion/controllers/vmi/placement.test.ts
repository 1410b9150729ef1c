import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import type { ObjectReader } from '../../store/client';
import { matchesExpression, toleratesTaints } from './node-matching';
import { placeInstance } from './placement';

const node = (name: string, parts: { labels?: Record<string, string>; spec?: object; status?: object } = {}): UnknownObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: parts.labels ?? {} },
  spec: parts.spec ?? {},
  status: parts.status ?? {},
});

const instance = (spec: Partial<VirtualMachineInstance['spec']> = {}): VirtualMachineInstance => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachineInstance',
  metadata: { name: 'vm' },
  spec: { domain: { devices: {}, memory: { guest: '1Gi' } }, ...spec },
});

function place(nodes: UnknownObject[], vmi: VirtualMachineInstance, load: Record<string, number> = {}) {
  const read: ObjectReader = { get: () => undefined, list: <T>() => nodes as unknown as T[], watch: () => () => undefined };
  return placeInstance(read, vmi, { load: (name) => load[name] ?? 0 });
}

describe('placement', () => {
  it('takes the least loaded node, then the first by name', () => {
    expect(place([node('b'), node('a')], instance())).toEqual({ node: 'a' });
    expect(place([node('a'), node('b')], instance(), { a: 2, b: 1 })).toEqual({ node: 'b' });
  });

  it('says of every node why it does not fit', () => {
    const nodes = [
      node('cordoned', { spec: { unschedulable: true } }),
      node('tainted', { spec: { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] } }),
      node('dead', { status: { conditions: [{ type: 'Ready', status: 'False' }] } }),
      node('small', { labels: { disk: 'fast' }, status: { allocatable: { memory: '512Mi' } } }),
      node('plain'),
    ];
    const { node: found, message = '' } = place(nodes, instance({ nodeSelector: { disk: 'fast' } }));
    expect(found).toBeUndefined();
    for (const words of ['0/5 nodes are available', '1 node(s) were unschedulable', '1 node(s) had untolerated taint(s)', '1 Insufficient memory', "1 node(s) didn't match Pod's node affinity/selector"]) {
      expect(message).toContain(words);
    }
  });

  it('starts nothing without the devices it asks for', () => {
    const wanted = (devices: object): VirtualMachineInstance['spec']['domain'] => ({ devices: devices, memory: { guest: '1Gi' } });
    const gpu = instance({ domain: wanted({ gpus: [{ name: 'g', deviceName: 'example.com/gpu' }] }) });
    expect(place([node('a'), node('b')], gpu).message).toBe('0/2 nodes are available: 2 Insufficient example.com/gpu.');
    expect(place([node('a'), node('b', { status: { allocatable: { 'example.com/gpu': '1' } } })], gpu)).toEqual({ node: 'b' });
    expect(place([node('a')], instance({ domain: wanted({ autoattachVSOCK: true }) })).message).toContain('Insufficient devices.kubevirt.io/vhost-vsock');
    expect(place([node('a')], instance({ volumes: [{ name: 'v', hostDisk: { path: '/a', type: 'Disk' } }] })).message).toContain('1 node(s) offered no disks of the host');
    const hooked = { ...instance(), metadata: { name: 'vm', annotations: { 'hooks.kubevirt.io/hookSidecars': '[]' } } };
    expect(place([node('a')], hooked).message).toContain('could not run hook sidecars');
  });

  it('follows required node affinity', () => {
    const affinity = {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['b', 'c'] }] }] } },
    } as VirtualMachineInstance['spec']['affinity'];
    expect(place([node('one', { labels: { zone: 'a' } }), node('two', { labels: { zone: 'b' } })], instance({ affinity }))).toEqual({ node: 'two' });
  });
});

it.each([
  ['In', ['a'], 'a', true],
  ['In', ['a'], undefined, false],
  ['NotIn', ['a'], 'b', true],
  ['NotIn', ['a'], undefined, true],
  ['Exists', [], 'x', true],
  ['DoesNotExist', [], undefined, true],
  ['Gt', ['5'], '6', true],
  ['Lt', ['5'], '6', false],
  ['Like', ['a'], 'a', false],
] as const)('%s %j on %s is %s', (operator, values, value, expected) => {
  expect(matchesExpression({ operator, values: [...values] } as Parameters<typeof matchesExpression>[0], value)).toBe(expected);
});

it('taints need a toleration of their key, value and effect, or one that tolerates all', () => {
  const taint = { key: 'k', value: 'v', effect: 'NoSchedule' };
  expect(toleratesTaints([taint], [])).toBe(false);
  expect(toleratesTaints([taint], [{ key: 'k', value: 'v', effect: 'NoSchedule' }])).toBe(true);
  expect(toleratesTaints([taint], [{ key: 'k', value: 'other' }])).toBe(false);
  expect(toleratesTaints([taint], [{ key: 'k', operator: 'Exists' }])).toBe(true);
  expect(toleratesTaints([taint], [{ operator: 'Exists' }])).toBe(true);
  expect(toleratesTaints([{ ...taint, effect: 'PreferNoSchedule' }], [])).toBe(true);
});
