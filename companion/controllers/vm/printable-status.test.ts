import { describe, expect, it } from 'vitest';
import type { DataVolume, PersistentVolumeClaim, VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { printableStatus, type StatusInputs } from './printable-status';

const vm = (parts: Partial<VirtualMachine['metadata']> = {}, status: VirtualMachine['status'] = {}): VirtualMachine => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'vm', ...parts },
  spec: { template: {} },
  status,
});

function vmi(phase: string, status: VirtualMachineInstance['status'] = {}, deletionTimestamp?: string): VirtualMachineInstance {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: { name: 'vm', ...(deletionTimestamp ? { deletionTimestamp } : {}) },
    spec: { domain: { devices: {} } },
    status: { phase, ...status },
  };
}

const condition = (type: string, status: string, reason?: string) => ({ conditions: [{ type, status, ...(reason ? { reason } : {}) }] });
const dataVolume = (phase: string, running?: { status: string; reason: string }, bound?: string): DataVolume => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1',
  kind: 'DataVolume',
  metadata: { name: 'd' },
  spec: {},
  status: { phase, conditions: [...(running ? [{ type: 'Running', ...running }] : []), ...(bound ? [{ type: 'Bound', status: bound }] : [])] },
});
const claim = (phase: string): PersistentVolumeClaim => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'd' }, spec: {}, status: { phase } });

const status = (inputs: Partial<StatusInputs>) =>
  printableStatus({ vm: vm(), strategy: 'Always', dataVolumes: [], claims: [], creating: false, deleting: false, ...inputs });

const NOW = '2026-01-01T00:00:00Z';
const migrating = { migrationState: { startTimestamp: NOW } };

const table: [wanted: string, inputs: Partial<StatusInputs>][] = [
  ['Terminating', { vm: vm({ deletionTimestamp: NOW }), vmi: vmi('Running') }],
  ['Stopping', { vmi: vmi('Running', migrating, NOW) }],
  ['Stopping', { vmi: vmi('Scheduling'), deleting: true }],
  ['Migrating', { vmi: vmi('Running', { ...migrating, ...condition('Paused', 'True') }) }],
  ['Running', { vmi: vmi('Running', { migrationState: { startTimestamp: NOW, endTimestamp: NOW } }) }],
  ['Paused', { vmi: vmi('Running', condition('Paused', 'True')) }],
  ['Running', { vmi: vmi('Running') }],
  ['ErrorPvcNotFound', { vmi: vmi('Pending', condition('Synchronized', 'False', 'FailedPvcNotFound')), dataVolumes: [dataVolume('Failed')] }],
  ['DataVolumeError', { dataVolumes: [dataVolume('Failed')] }],
  ['DataVolumeError', { dataVolumes: [dataVolume('ImportInProgress', { status: 'False', reason: 'Error' })] }],
  ['DataVolumeError', { dataVolumes: [dataVolume('ImportScheduled', { status: 'False', reason: 'ImagePullFailed' })] }],
  ['ErrorUnschedulable', { vmi: vmi('Scheduling', condition('PodScheduled', 'False', 'Unschedulable')) }],
  ['Provisioning', { strategy: 'Halted', dataVolumes: [dataVolume('ImportInProgress', { status: 'True', reason: 'Pod is running' })] }],
  ['Provisioning', { dataVolumes: [dataVolume('WaitForFirstConsumer', undefined, 'True')] }],
  ['Stopped', { strategy: 'Halted', dataVolumes: [dataVolume('WaitForFirstConsumer')], claims: [claim('Pending')] }],
  ['WaitingForVolumeBinding', { dataVolumes: [dataVolume('WaitForFirstConsumer')], claims: [claim('Pending')] }],
  ['WaitingForVolumeBinding', { strategy: 'Manual', vmi: vmi('Pending'), claims: [claim('Pending')] }],
  ['ErrImagePull', { vmi: vmi('Scheduling', condition('Synchronized', 'False', 'ErrImagePull')) }],
  ['ImagePullBackOff', { vmi: vmi('Scheduling', condition('Synchronized', 'False', 'ImagePullBackOff')) }],
  ['Starting', { creating: true }],
  ['Starting', { vmi: vmi('') }],
  ['Starting', { vmi: vmi('Pending') }],
  ['Starting', { vmi: vmi('Scheduled') }],
  ['CrashLoopBackOff', { vm: vm({}, { startFailure: { consecutiveFailCount: 1 } }) }],
  ['CrashLoopBackOff', { strategy: 'Once', vm: vm({}, { startFailure: { consecutiveFailCount: 2 } }), vmi: vmi('Failed') }],
  ['Stopped', { strategy: 'Manual', vm: vm({}, { startFailure: { consecutiveFailCount: 1 } }) }],
  ['WaitingForReceiver', { strategy: 'WaitAsReceiver' }],
  ['Stopped', { strategy: 'Halted' }],
  ['Stopped', { strategy: 'Manual', vmi: vmi('Succeeded') }],
  ['Unknown', { vmi: vmi('Unknown') }],
];

describe('printableStatus', () => {
  it.each(table)('%s (%#)', (wanted, inputs) => {
    expect(status(inputs)).toBe(wanted);
  });
});
