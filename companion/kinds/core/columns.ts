import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { ageOf } from '../human-duration';
import { at, entries, isFields, items, number, strings, text } from '../read';

/** Columns of core kinds: the server computes every cell and calls every column a string. */
export const CORE_AGE: ColumnRow = ['Age', 'string', (object, now) => ageOf(object.metadata.creationTimestamp, now)];

export const sizeOf = (object: UnknownObject, ...members: string[]) =>
  members.reduce((sum, member) => sum + entries(object, member).length, 0);

export const configMapColumns: ColumnRow[] = [['Data', 'string', (object) => sizeOf(object, 'data', 'binaryData')], CORE_AGE];

export const secretColumns: ColumnRow[] = [
  ['Type', 'string', (object) => text(object, 'type')],
  ['Data', 'string', (object) => sizeOf(object, 'data')],
  CORE_AGE,
];

export const serviceAccountColumns: ColumnRow[] = [['Secrets', 'string', (object) => items(object, 'secrets').length], CORE_AGE];

export const namespaceColumns: ColumnRow[] = [['Status', 'string', (object) => text(object, 'status', 'phase')], CORE_AGE];

/** `ReadWriteOnce` as RWO, the way the tables of claims and volumes show it. */
export function accessModes(modes: string[]): string {
  const short: Record<string, string> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' };
  return Object.keys(short)
    .filter((mode) => modes.includes(mode))
    .map((mode) => short[mode])
    .join(',');
}

const volumeMode = (object: UnknownObject) => text(object, 'spec', 'volumeMode') || '<unset>';
const attributesClass = (object: UnknownObject) => text(object, 'spec', 'volumeAttributesClassName') || '<unset>';

export const volumeClaimColumns: ColumnRow[] = [
  ['Status', 'string', (object) => (object.metadata.deletionTimestamp ? 'Terminating' : text(object, 'status', 'phase'))],
  ['Volume', 'string', (object) => text(object, 'spec', 'volumeName')],
  ['Capacity', 'string', (object) => (text(object, 'spec', 'volumeName') ? text(object, 'status', 'capacity', 'storage') : '')],
  ['Access Modes', 'string', (object) => (text(object, 'spec', 'volumeName') ? accessModes(strings(object, 'status', 'accessModes')) : '')],
  ['StorageClass', 'string', (object) => text(object, 'spec', 'storageClassName')],
  ['VolumeAttributesClass', 'string', attributesClass],
  CORE_AGE,
  ['VolumeMode', 'string', volumeMode, 1],
];

function claimOf(object: UnknownObject): string {
  const claim = at(object, 'spec', 'claimRef');
  return isFields(claim) ? `${text(claim, 'namespace')}/${text(claim, 'name')}` : '';
}

export const persistentVolumeColumns: ColumnRow[] = [
  ['Capacity', 'string', (object) => text(object, 'spec', 'capacity', 'storage')],
  ['Access Modes', 'string', (object) => accessModes(strings(object, 'spec', 'accessModes'))],
  ['Reclaim Policy', 'string', (object) => text(object, 'spec', 'persistentVolumeReclaimPolicy')],
  ['Status', 'string', (object) => (object.metadata.deletionTimestamp ? 'Terminating' : text(object, 'status', 'phase'))],
  ['Claim', 'string', claimOf],
  ['StorageClass', 'string', (object) => text(object, 'spec', 'storageClassName')],
  ['VolumeAttributesClass', 'string', attributesClass],
  ['Reason', 'string', (object) => text(object, 'status', 'reason')],
  CORE_AGE,
  ['VolumeMode', 'string', volumeMode, 1],
];

function nodeStatus(object: UnknownObject): string {
  const ready = items(object, 'status', 'conditions').find((condition) => condition.type === 'Ready');
  const words = [!ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (at(object, 'spec', 'unschedulable') === true) words.push('SchedulingDisabled');
  return words.join(',');
}

function nodeRoles(object: UnknownObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(object.metadata.labels ?? {}).filter((label) => label.startsWith(prefix) && label.length > prefix.length);
  return roles.map((label) => label.slice(prefix.length)).sort().join(',') || '<none>';
}

const address = (type: string) => (object: UnknownObject) =>
  text(items(object, 'status', 'addresses').find((entry) => entry.type === type), 'address') || '<none>';
const nodeInfo = (member: string) => (object: UnknownObject) => text(object, 'status', 'nodeInfo', member) || '<unknown>';

export const nodeColumns: ColumnRow[] = [
  ['Status', 'string', nodeStatus],
  ['Roles', 'string', nodeRoles],
  CORE_AGE,
  ['Version', 'string', (object) => text(object, 'status', 'nodeInfo', 'kubeletVersion')],
  ['Internal-IP', 'string', address('InternalIP'), 1],
  ['External-IP', 'string', address('ExternalIP'), 1],
  ['OS-Image', 'string', nodeInfo('osImage'), 1],
  ['Kernel-Version', 'string', nodeInfo('kernelVersion'), 1],
  ['Container-Runtime', 'string', nodeInfo('containerRuntimeVersion'), 1],
];

function eventSource(object: UnknownObject): string {
  const component = text(object, 'source', 'component') || text(object, 'reportingComponent');
  const host = text(object, 'source', 'host') || text(object, 'reportingInstance');
  return host ? `${component}, ${host}` : component;
}

export const eventColumns: ColumnRow[] = [
  [
    'Last Seen',
    'string',
    (object, now) => ageOf(text(object, 'series', 'lastObservedTime') || text(object, 'lastTimestamp') || text(object, 'eventTime'), now),
  ],
  ['Type', 'string', (object) => text(object, 'type')],
  ['Reason', 'string', (object) => text(object, 'reason')],
  ['Object', 'string', (object) => `${text(object, 'involvedObject', 'kind').toLowerCase()}/${text(object, 'involvedObject', 'name')}`],
  ['Subobject', 'string', (object) => text(object, 'involvedObject', 'fieldPath'), 1],
  ['Source', 'string', eventSource, 1],
  ['Message', 'string', (object) => text(object, 'message').trim()],
  ['First Seen', 'string', (object, now) => ageOf(text(object, 'firstTimestamp') || text(object, 'eventTime'), now), 1],
  ['Count', 'string', (object) => number(object, 'series', 'count') || number(object, 'count') || 1, 1],
  ['Name', 'string', (object) => object.metadata.name, 1],
];
