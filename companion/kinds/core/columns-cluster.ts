import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { humanDuration } from '../human-duration';
import { at, isFields, items, number, strings, text } from '../read';
import { CORE_AGE } from './columns';

/** Tables of the kinds that administrators look at: machinery, scheduling, access to devices. */

/** Of kinds without a printer of their own. */
export const CREATED_AT: ColumnRow = ['Created At', 'date', (object) => object.metadata.creationTimestamp ?? ''];

const count = (...path: string[]): ColumnRow[2] => (object) => items(object, ...path).length;
const shown = (...path: string[]): ColumnRow[2] => (object) => text(object, ...path) || '<none>';

function apiServiceState(object: UnknownObject): string {
  const condition = items(object, 'status', 'conditions').find(({ type }) => type === 'Available');
  const status = text(condition, 'status') || 'Unknown';
  const reason = text(condition, 'reason');
  return status !== 'True' && reason ? `${status} (${reason})` : status;
}

function apiServiceBackend(object: UnknownObject): string {
  const service = at(object, 'spec', 'service');
  return isFields(service) ? `${text(service, 'namespace')}/${text(service, 'name')}` : 'Local';
}

export const apiServiceColumns: ColumnRow[] = [['Service', 'string', apiServiceBackend], ['Available', 'string', apiServiceState], CORE_AGE];

export const webhookColumns: ColumnRow[] = [['Webhooks', 'integer', count('webhooks')], CORE_AGE];

function paramKind(object: UnknownObject): string {
  const kind = at(object, 'spec', 'paramKind');
  return isFields(kind) ? `${text(kind, 'apiVersion')}/${text(kind, 'kind')}` : '<unset>';
}

export const admissionPolicyColumns: ColumnRow[] = [['Validations', 'integer', count('spec', 'validations')], ['ParamKind', 'string', paramKind], CORE_AGE];

function paramRef(object: UnknownObject): string {
  const ref = at(object, 'spec', 'paramRef');
  if (!isFields(ref)) return '<unset>';
  const name = text(ref, 'name') || '*';
  return text(ref, 'namespace') ? `${text(ref, 'namespace')}/${name}` : name;
}

export const admissionBindingColumns: ColumnRow[] = [['PolicyName', 'string', (object) => text(object, 'spec', 'policyName')], ['ParamRef', 'string', paramRef], CORE_AGE];

function requestCondition(object: UnknownObject): string {
  const conditions = items(object, 'status', 'conditions').map((condition) => text(condition, 'type'));
  const words = [
    ...['Approved', 'Denied'].filter((type) => conditions.includes(type)),
    ...(conditions.includes('Failed') ? ['Failed'] : []),
    ...(text(object, 'status', 'certificate') ? ['Issued'] : []),
  ];
  return words.join(',') || 'Pending';
}

function requestedDuration(object: UnknownObject): string {
  const seconds = number(object, 'spec', 'expirationSeconds');
  return seconds > 0 ? humanDuration(seconds * 1000) : '<none>';
}

export const signingRequestColumns: ColumnRow[] = [
  CORE_AGE,
  ['SignerName', 'string', shown('spec', 'signerName')],
  ['Requestor', 'string', (object) => text(object, 'spec', 'username')],
  ['RequestedDuration', 'string', requestedDuration],
  ['Condition', 'string', requestCondition],
];

const isMissing = (object: UnknownObject) => items(object, 'status', 'conditions').find(({ type }) => type === 'Dangling')?.status;

export const flowSchemaColumns: ColumnRow[] = [
  ['PriorityLevel', 'string', (object) => text(object, 'spec', 'priorityLevelConfiguration', 'name')],
  ['MatchingPrecedence', 'string', (object) => number(object, 'spec', 'matchingPrecedence')],
  ['DistinguisherMethod', 'string', shown('spec', 'distinguisherMethod', 'type')],
  CORE_AGE,
  ['MissingPL', 'string', (object) => isMissing(object) ?? '?'],
];

function limited(member: string, queued: boolean): ColumnRow[2] {
  const path = queued ? ['limitResponse', 'queuing', member] : [member];
  return (object) => at(object, 'spec', 'limited', ...path) ?? '<none>';
}

export const priorityLevelColumns: ColumnRow[] = [
  ['Type', 'string', (object) => text(object, 'spec', 'type')],
  ['NominalConcurrencyShares', 'string', limited('nominalConcurrencyShares', false)],
  ['Queues', 'string', limited('queues', true)],
  ['HandSize', 'string', limited('handSize', true)],
  ['QueueLengthLimit', 'string', limited('queueLengthLimit', true)],
  CORE_AGE,
];

export const priorityClassColumns: ColumnRow[] = [
  ['Value', 'integer', (object) => number(object, 'value')],
  ['Global-Default', 'boolean', (object) => object.globalDefault === true],
  CORE_AGE,
  ['PreemptionPolicy', 'string', (object) => text(object, 'preemptionPolicy') || 'PreemptLowerPriority'],
];

function claimState(object: UnknownObject): string {
  const words = [
    ...(object.metadata.deletionTimestamp ? ['deleted'] : []),
    ...(isFields(at(object, 'status', 'allocation')) ? ['allocated'] : ['pending']),
    ...(items(object, 'status', 'reservedFor').length > 0 ? ['reserved'] : []),
  ];
  return words.join(',');
}

export const resourceClaimColumns: ColumnRow[] = [['State', 'string', claimState], CORE_AGE];

export const resourceSliceColumns: ColumnRow[] = [
  ['Node', 'string', (object) => text(object, 'spec', 'nodeName')],
  ['Driver', 'string', (object) => text(object, 'spec', 'driver')],
  ['Pool', 'string', (object) => text(object, 'spec', 'pool', 'name')],
  CORE_AGE,
];

function budget(member: string): ColumnRow[2] {
  return (object) => {
    const value = at(object, 'spec', member);
    return typeof value === 'number' || typeof value === 'string' ? String(value) : 'N/A';
  };
}

export const disruptionBudgetColumns: ColumnRow[] = [
  ['Min Available', 'string', budget('minAvailable')],
  ['Max Unavailable', 'string', budget('maxUnavailable')],
  ['Allowed Disruptions', 'integer', (object) => number(object, 'status', 'disruptionsAllowed')],
  CORE_AGE,
];

export const csiNodeColumns: ColumnRow[] = [['Drivers', 'integer', count('spec', 'drivers')], CORE_AGE];

export const csiDriverColumns: ColumnRow[] = [
  ['AttachRequired', 'boolean', (object) => at(object, 'spec', 'attachRequired') !== false],
  ['PodInfoOnMount', 'boolean', (object) => at(object, 'spec', 'podInfoOnMount') === true],
  ['StorageCapacity', 'boolean', (object) => at(object, 'spec', 'storageCapacity') === true],
  ['TokenRequests', 'string', (object) => items(object, 'spec', 'tokenRequests').map((request) => text(request, 'audience')).join(',') || '<unset>'],
  ['RequiresRepublish', 'boolean', (object) => at(object, 'spec', 'requiresRepublish') === true],
  ['Modes', 'string', (object) => strings(object, 'spec', 'volumeLifecycleModes').join(',') || 'Persistent'],
  CORE_AGE,
];

export const storageCapacityColumns: ColumnRow[] = [
  ['StorageClassName', 'string', (object) => text(object, 'storageClassName')],
  ['Capacity', 'string', (object) => text(object, 'capacity') || '<unset>'],
  CORE_AGE,
];

export const attachmentColumns: ColumnRow[] = [
  ['Attacher', 'string', (object) => text(object, 'spec', 'attacher')],
  ['PV', 'string', (object) => text(object, 'spec', 'source', 'persistentVolumeName')],
  ['Node', 'string', (object) => text(object, 'spec', 'nodeName')],
  ['Attached', 'boolean', (object) => at(object, 'status', 'attached') === true],
  CORE_AGE,
];
