import { describe, expect, it } from 'vitest';
import { concernsMachine, eventFacts } from './events';

describe('eventFacts', () => {
  it('reads old and new events alike', () => {
    const old = {
      metadata: { uid: 'u' },
      involvedObject: { kind: 'Pod', name: 'p' },
      type: 'Warning',
      reason: 'r',
      message: 'm',
      count: 3,
      lastTimestamp: '2026-01-01T00:00:00Z',
    };
    const young = {
      metadata: { uid: 'u' },
      regarding: { kind: 'Pod', name: 'p' },
      type: 'Warning',
      reason: 'r',
      note: 'm',
      series: { count: 3 },
      eventTime: '2026-01-01T00:00:00.000000Z',
    };
    expect(eventFacts(young)).toEqual(eventFacts(old));
    expect(eventFacts(old)).toMatchObject({ warning: true, count: 3, last: Date.UTC(2026, 0, 1) });
  });
});

describe('concernsMachine', () => {
  const about = (kind: string, name: string) => concernsMachine({ ...eventFacts({}), kind, name }, 'web', ['web-root']);

  it('knows the objects that belong to a machine', () => {
    expect([
      about('VirtualMachine', 'web'),
      about('VirtualMachineInstance', 'web'),
      about('Pod', 'virt-launcher-web-x2z9q'),
      about('DataVolume', 'web-root'),
    ]).toEqual([true, true, true, true]);
  });

  it('is not misled by namesakes', () => {
    expect([
      about('VirtualMachine', 'web-2'),
      about('Pod', 'virt-launcher-web-2-x2z9q'),
      about('Pod', 'web'),
      about('PersistentVolumeClaim', 'web'),
    ]).toEqual([false, false, false, false]);
  });
});
