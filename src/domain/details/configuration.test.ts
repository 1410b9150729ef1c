import { describe, expect, it } from 'vitest';
import { configurationOf } from './configuration';

const machine = (spec: object) => ({ metadata: { name: 'vm' }, spec: { runStrategy: 'Manual', template: { spec } } });

describe('configurationOf', () => {
  it('reads an empty machine', () => {
    expect(configurationOf({})).toMatchObject({
      memory: '',
      bootMode: '',
      boot: [],
      headless: false,
      serialConsole: true,
      guestLog: undefined,
    });
  });

  it('takes UEFI for secure unless it says otherwise, as the API does', () => {
    const mode = (bootloader: object) => configurationOf(machine({ domain: { firmware: { bootloader } } })).bootMode;
    expect([mode({ efi: {} }), mode({ efi: { secureBoot: false } }), mode({ bios: {} })]).toEqual(['uefi-secure', 'uefi', 'bios']);
  });

  it('orders what may be booted, disks and interfaces together', () => {
    const devices = { disks: [{ name: 'a', bootOrder: 2 }, { name: 'b' }], interfaces: [{ name: 'n', bootOrder: 1 }] };
    expect(configurationOf(machine({ domain: { devices } })).boot).toEqual([
      { name: 'n', order: 1, nic: true },
      { name: 'a', order: 2, nic: false },
    ]);
  });

  it('says tolerations and affinity in short', () => {
    const { scheduling } = configurationOf(
      machine({
        tolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }, { operator: 'Exists' }],
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}, {}] } },
          podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{}] },
        },
      }),
    );
    expect(scheduling).toMatchObject({ tolerations: ['k=v:NoSchedule', '*'], affinity: { node: 2, pod: 0, antiPod: 1 } });
  });
});
