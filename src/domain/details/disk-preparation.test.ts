import { describe, expect, it } from 'vitest';
import type { DataVolume, VirtualMachine } from '../../../contracts/virt';
import { disksInPreparation } from './disk-preparation';

const vm: VirtualMachine = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'a', namespace: 'b' },
  spec: {
    template: {
      spec: {
        domain: { devices: {} },
        volumes: [
          { name: 'root', dataVolume: { name: 'root' } },
          { name: 'data', dataVolume: { name: 'data' } },
        ],
      },
    },
  },
};

function volume(name: string, status: DataVolume['status']): DataVolume {
  return {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    metadata: { name, namespace: 'b' },
    spec: {},
    ...(status && { status }),
  };
}

const running = (reason: string, message: string) => ({ conditions: [{ type: 'Running', status: 'False', reason, message }] });

describe('disks in preparation', () => {
  it('are those of this machine that are not ready', () => {
    const found = disksInPreparation(vm, [
      volume('root', { phase: 'Succeeded' }),
      volume('data', { phase: 'ImportInProgress', progress: '45.20%' }),
      volume('other', { phase: 'Pending' }),
    ]);
    expect(found).toEqual([{ name: 'data', phase: 'ImportInProgress', percent: 45.2, trouble: undefined }]);
  });

  it('say what went wrong in the importer’s words, faults first', () => {
    const found = disksInPreparation(vm, [
      volume('data', { phase: 'ImportScheduled', progress: 'N/A', ...running('Pending', '') }),
      volume('root', { phase: 'ImportInProgress', ...running('Error', 'expected status code 200, got 404') }),
    ]);
    expect(found.map(({ name, trouble }) => [name, trouble])).toEqual([
      ['root', 'expected status code 200, got 404'],
      ['data', undefined],
    ]);
  });
});
