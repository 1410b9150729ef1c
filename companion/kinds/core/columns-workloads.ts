import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { ageOf, humanDuration } from '../human-duration';
import { at, entries, items, number, text } from '../read';
import { CORE_AGE } from './columns';
import { selectorText } from './columns-network';

/** Names and images of the containers of the pod spec at `path`. */
export function containerColumns(priority: number, ...path: string[]): ColumnRow[] {
  const list = (member: string) => (object: UnknownObject) => items(object, ...path, 'containers').map((container) => text(container, member)).join(',');
  return [
    ['Containers', 'string', list('name'), priority],
    ['Images', 'string', list('image'), priority],
  ];
}
const WIDE = containerColumns(1, 'spec', 'template', 'spec');
const SELECTOR: ColumnRow = ['Selector', 'string', (object) => selectorText(object, 'spec', 'selector', 'matchLabels'), 1];

const count = (...path: string[]) => (object: UnknownObject) => number(object, ...path);

export const deploymentColumns: ColumnRow[] = [
  ['Ready', 'string', (object) => `${number(object, 'status', 'readyReplicas')}/${number(object, 'spec', 'replicas')}`],
  ['Up-to-date', 'string', count('status', 'updatedReplicas')],
  ['Available', 'string', count('status', 'availableReplicas')],
  CORE_AGE,
  ...WIDE,
  SELECTOR,
];

export const replicaSetColumns: ColumnRow[] = [
  ['Desired', 'integer', count('spec', 'replicas')],
  ['Current', 'integer', count('status', 'replicas')],
  ['Ready', 'integer', count('status', 'readyReplicas')],
  CORE_AGE,
  ...WIDE,
  SELECTOR,
];

export const replicationControllerColumns: ColumnRow[] = [
  ...replicaSetColumns.slice(0, -1),
  ['Selector', 'string', (object) => selectorText(object, 'spec', 'selector'), 1],
];

export const statefulSetColumns: ColumnRow[] = [
  ['Ready', 'string', (object) => `${number(object, 'status', 'readyReplicas')}/${number(object, 'spec', 'replicas')}`],
  CORE_AGE,
  ...WIDE,
];

export const daemonSetColumns: ColumnRow[] = [
  ['Desired', 'integer', count('status', 'desiredNumberScheduled')],
  ['Current', 'integer', count('status', 'currentNumberScheduled')],
  ['Ready', 'integer', count('status', 'numberReady')],
  ['Up-to-date', 'integer', count('status', 'updatedNumberScheduled')],
  ['Available', 'integer', count('status', 'numberAvailable')],
  ['Node Selector', 'string', (object) => selectorText(object, 'spec', 'template', 'spec', 'nodeSelector')],
  CORE_AGE,
  ...WIDE,
  SELECTOR,
];

function controllerOf(object: UnknownObject): string {
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller === true);
  if (!owner) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0] ?? ''}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

export const controllerRevisionColumns: ColumnRow[] = [
  ['Controller', 'string', controllerOf],
  ['Revision', 'string', count('revision')],
  CORE_AGE,
];

function jobStatus(object: UnknownObject): string {
  const holds = (type: string) => items(object, 'status', 'conditions').some((condition) => condition.type === type && condition.status === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (object.metadata.deletionTimestamp) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  return holds('FailureTarget') ? 'FailureTarget' : 'Running';
}

function jobCompletions(object: UnknownObject): string {
  const succeeded = number(object, 'status', 'succeeded');
  const wanted = at(object, 'spec', 'completions');
  if (typeof wanted === 'number') return `${succeeded}/${wanted}`;
  const parallelism = number(object, 'spec', 'parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(object: UnknownObject, now: number): string {
  const start = text(object, 'status', 'startTime');
  if (!start) return '';
  const end = text(object, 'status', 'completionTime');
  return end ? humanDuration(Date.parse(end) - Date.parse(start)) : ageOf(start, now);
}

export const jobColumns: ColumnRow[] = [
  ['Status', 'string', jobStatus],
  ['Completions', 'string', jobCompletions],
  ['Duration', 'string', jobDuration],
  CORE_AGE,
  ...WIDE,
  SELECTOR,
];

export const cronJobColumns: ColumnRow[] = [
  ['Schedule', 'string', (object) => text(object, 'spec', 'schedule')],
  ['Timezone', 'string', (object) => text(object, 'spec', 'timeZone') || '<none>'],
  ['Suspend', 'boolean', (object) => (at(object, 'spec', 'suspend') === true ? 'True' : 'False')],
  ['Active', 'integer', (object) => items(object, 'status', 'active').length],
  ['Last Schedule', 'string', (object, now) => (text(object, 'status', 'lastScheduleTime') ? ageOf(text(object, 'status', 'lastScheduleTime'), now) : '<none>')],
  CORE_AGE,
  ...containerColumns(1, 'spec', 'jobTemplate', 'spec', 'template', 'spec'),
  ['Selector', 'string', (object) => selectorText(object, 'spec', 'jobTemplate', 'spec', 'selector', 'matchLabels'), 1],
];

function usage(object: UnknownObject, limits: boolean): string {
  const hard = entries(object, 'status', 'hard').filter(([name]) => name.startsWith('limits.') === limits);
  return hard.map(([name, most]) => `${name}: ${text(object, 'status', 'used', name) || '0'}/${String(most)}`).sort().join(', ');
}

export const quotaColumns: ColumnRow[] = [
  ['Request', 'string', (object) => usage(object, false)],
  ['Limit', 'string', (object) => usage(object, true)],
  CORE_AGE,
];

function endpoints(object: UnknownObject): string {
  const all = items(object, 'subsets').flatMap((subset) => {
    const addresses = items(subset, 'addresses').map((entry) => text(entry, 'ip'));
    const ports = items(subset, 'ports').map((entry) => number(entry, 'port'));
    return ports.length === 0 ? addresses : addresses.flatMap((ip) => ports.map((port) => `${ip}:${port}`));
  });
  const more = all.length > 3 ? ` + ${all.length - 3} more...` : '';
  return all.length === 0 ? '<none>' : all.slice(0, 3).join(',') + more;
}

export const endpointsColumns: ColumnRow[] = [['Endpoints', 'string', endpoints], CORE_AGE];
