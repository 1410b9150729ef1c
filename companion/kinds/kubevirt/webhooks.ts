import { ApiError } from '../../lib/api-error';

/** Names of KubeVirt's admission webhooks, as they appear in refusals. */
export const Webhooks = {
  machineMutator: 'virtualmachines-mutator.kubevirt.io',
  machineValidator: 'virtualmachine-validator.kubevirt.io',
  instanceMutator: 'virtualmachineinstances-mutator.kubevirt.io',
  instanceCreate: 'virtualmachineinstances-create-validator.kubevirt.io',
  instanceUpdate: 'virtualmachineinstances-update-validator.kubevirt.io',
  migrationCreate: 'migration-create-validator.kubevirt.io',
  migrationUpdate: 'migration-update-validator.kubevirt.io',
  snapshot: 'virtualmachinesnapshot-validator.snapshot.kubevirt.io',
  restore: 'virtualmachinerestore-validator.snapshot.kubevirt.io',
  clone: 'vm-clone-validator.kubevirt.io',
  exporting: 'virtualmachineexport-validator.export.kubevirt.io',
  pool: 'virtualmachinepool-validator.kubevirt.io',
  replicaSet: 'virtualmachinereplicaset-validator.kubevirt.io',
  instancetype: 'virtualmachineinstancetype-validator.instancetype.kubevirt.io',
  clusterInstancetype: 'virtualmachineclusterinstancetype-validator.instancetype.kubevirt.io',
  preference: 'virtualmachinepreference-validator.instancetype.kubevirt.io',
  clusterPreference: 'virtualmachineclusterpreference-validator.instancetype.kubevirt.io',
  migrationPolicy: 'migration-policy-validator.kubevirt.io',
} as const;

/** An error that is no refusal with causes (a lookup, a value that does not parse): a plain 400 without reason. */
export function webhookError(webhook: string, message: string): ApiError {
  return new ApiError(400, '', `admission webhook "${webhook}" denied the request: ${message}`);
}
