import { isDeepStrictEqual } from 'node:util';
import { MigrationKind, VirtualMachineInstanceKind } from '../../../../contracts/kinds';
import type { StatusCause } from '../../../../contracts/objects';
import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, isFields, text } from '../../read';
import { webhookError, Webhooks } from '../webhooks';
import { forbidden, invalid, required, when } from './causes';

const FINALIZER = 'kubevirt.io/migrationJobFinalize';

/** What KubeVirt's mutating webhook writes into a new migration. */
export function defaultMigration({ object, operation, subresource }: AdmissionRequest): void {
  if (operation !== 'CREATE' || subresource) return;
  const vmi = text(object, 'spec', 'vmiName');
  if (vmi) object.metadata.labels = { ...object.metadata.labels, 'kubevirt.io/vmi-name': vmi };
  const finalizers = object.metadata.finalizers ?? [];
  if (!finalizers.includes(FINALIZER)) object.metadata.finalizers = [...finalizers, FINALIZER];
}

const denied = (message: string) => webhookError(Webhooks.migrationCreate, message);

function createCauses({ object, internal }: AdmissionRequest): StatusCause[] {
  if (!text(object, 'spec', 'vmiName')) return [required('spec.vmiName', 'vmiName is missing')];
  const priority = text(object, 'spec', 'priority');
  const decentralized = isFields(at(object, 'spec', 'sendTo')) || isFields(at(object, 'spec', 'receive'));
  return [
    ...when(priority !== '' && !internal, () => forbidden('spec.migrationPriority', 'Migration priority queue, only virt-controller is allowed to set priority field')),
    ...when(decentralized, () => ({ reason: 'FieldValueNotSupported', message: 'DecentralizedLiveMigration feature gate is not enabled in kubevirt resource' })),
  ];
}

/** The instance must exist, be alive, able to migrate, and not be on its way already. */
function requireMigratable({ object, read }: AdmissionRequest): void {
  const { namespace = '' } = object.metadata;
  const name = text(object, 'spec', 'vmiName');
  const vmi = read.get(VirtualMachineInstanceKind, name, namespace);
  if (!vmi) throw denied(`the VMI "${namespace}/${name}" does not exist`);
  if (vmi.status?.phase === 'Succeeded' || vmi.status?.phase === 'Failed') throw denied('Cannot migrate VMI in finalized state.');
  const condition = vmi.status?.conditions?.find(({ type, status }) => type === 'LiveMigratable' && status === 'False');
  if (condition) throw denied(`Cannot migrate VMI, Reason: ${condition.reason ?? ''}, Message: ${condition.message ?? ''}`);
  const active = read
    .list(MigrationKind, { namespace, labels: { 'kubevirt.io/vmi-name': name } })
    .find((each) => each.status?.phase !== 'Succeeded' && each.status?.phase !== 'Failed');
  if (active) {
    throw denied(`in-flight migration detected. Active migration job (${active.metadata.uid ?? ''}) is currently already in progress for VMI ${name}.`);
  }
}

/** Refuses a VirtualMachineInstanceMigration as KubeVirt's webhooks do. */
export function validateMigration(request: AdmissionRequest): void {
  const { object, oldObject, operation, subresource } = request;
  if (subresource || operation === 'DELETE') return;
  if (operation === 'UPDATE') {
    if (isDeepStrictEqual(object.spec, oldObject?.spec)) return;
    throw webhookDenied(Webhooks.migrationUpdate, [{ reason: 'FieldValueNotSupported', message: "update of Migration object's spec is restricted" }]);
  }
  const causes = createCauses(request);
  if (causes.length > 0) throw webhookDenied(Webhooks.migrationCreate, causes);
  requireMigratable(request);
}

/** Refuses a MigrationPolicy as KubeVirt's webhook does. */
export function validateMigrationPolicy({ object, operation, subresource }: AdmissionRequest): void {
  if (subresource || operation === 'DELETE') return;
  const [bandwidth, timeout] = [at(object, 'spec', 'bandwidthPerMigration'), at(object, 'spec', 'completionTimeoutPerGiB')];
  const causes = [
    ...when(timeout !== undefined && Number(timeout) < 0, () => invalid('spec.completionTimeoutPerGiB', 'must not be negative')),
    ...when(bandwidth !== undefined && String(bandwidth).startsWith('-'), () => invalid('spec.bandwidthPerMigration', 'must not be negative')),
    ...when(at(object, 'spec', 'maxDowntimeMs') !== undefined, () =>
      invalid('spec.maxDowntimeMs', 'maxDowntimeMs cannot be modified without enabling the MigrationStallDetection feature gate'),
    ),
  ];
  if (causes.length > 0) throw webhookDenied(Webhooks.migrationPolicy, causes);
}
