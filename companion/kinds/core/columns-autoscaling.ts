import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { at, type Fields, items, number, text } from '../read';
import { CORE_AGE } from './columns';

/** Where a metric's source says what is aimed at, and whether that is per pod. */
const SOURCES: Record<string, string> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

function target(metric: Fields, current: Fields | undefined): string {
  const source = SOURCES[text(metric, 'type')] ?? '';
  const wanted = at(metric, source, 'target');
  const now = at(current, source, 'current');
  const name = source === 'resource' || source === 'containerResource' ? `${text(metric, source, 'name')}: ` : '';
  const utilization = at(wanted, 'averageUtilization');
  if (typeof utilization === 'number') {
    const has = at(now, 'averageUtilization');
    return `${name}${typeof has === 'number' ? `${has}%` : '<unknown>'}/${utilization}%`;
  }
  const average = text(wanted, 'averageValue');
  const suffix = average && source !== 'pods' && name === '' ? ' (avg)' : '';
  const member = average ? 'averageValue' : 'value';
  return `${name}${text(now, member) || '<unknown>'}/${text(wanted, member)}${suffix}`;
}

function targets(object: UnknownObject): string {
  const metrics = items(object, 'spec', 'metrics');
  const current = items(object, 'status', 'currentMetrics');
  if (metrics.length === 0) return '<none>';
  const words = metrics.slice(0, 2).map((metric, index) => target(metric, current[index]));
  return words.join(', ') + (metrics.length > 2 ? ` + ${metrics.length - 2} more...` : '');
}

export const autoscalerColumns: ColumnRow[] = [
  ['Reference', 'string', (object) => `${text(object, 'spec', 'scaleTargetRef', 'kind')}/${text(object, 'spec', 'scaleTargetRef', 'name')}`],
  ['Targets', 'string', targets],
  ['MinPods', 'string', (object) => { const least = at(object, 'spec', 'minReplicas'); return typeof least === 'number' ? String(least) : '<unset>'; }],
  ['MaxPods', 'string', (object) => number(object, 'spec', 'maxReplicas')],
  ['Replicas', 'string', (object) => number(object, 'status', 'currentReplicas')],
  CORE_AGE,
];
