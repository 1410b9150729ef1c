import type { Condition } from '../../../contracts/objects';
import { at, records, text } from '../read';

/** The conditions an object reports; entries without a type are left out. */
export function conditionsOf(object: unknown): Condition[] {
  return records(object, 'status', 'conditions').flatMap((each): Condition[] => {
    const type = text(each, 'type');
    const status = text(each, 'status');
    if (type === '' || (status !== 'True' && status !== 'False' && status !== 'Unknown')) return [];
    return [
      {
        type,
        status,
        reason: text(each, 'reason'),
        message: text(each, 'message'),
        lastTransitionTime: text(each, 'lastTransitionTime') || text(each, 'lastHeartbeatTime'),
      },
    ];
  });
}

/** The condition of that type. */
export function conditionOf(object: unknown, type: string): Condition | undefined {
  return conditionsOf(object).find((each) => each.type === type);
}

export interface Readiness {
  ready: boolean;
  /** The word of the server when it is not ready. */
  reason: string;
  message: string;
}

/** Whether a DataSource can be booted from: its condition Ready. */
export function readinessOf(object: unknown): Readiness {
  const condition = conditionOf(object, 'Ready');
  return { ready: condition?.status === 'True', reason: condition?.reason ?? '', message: condition?.message ?? '' };
}

/** `namespace/name` of what a DataSource points to, with its kind; '' when it points nowhere. */
export function sourceOf(dataSource: unknown): string {
  const source = at(dataSource, 'spec', 'source');
  for (const kind of ['pvc', 'snapshot', 'dataSource']) {
    const name = text(source, kind, 'name');
    if (name !== '') return `${kind} ${text(source, kind, 'namespace')}/${name}`;
  }
  return '';
}

/** Where a DataImportCron takes its image from. */
export function importSourceOf(cron: unknown): string {
  const source = at(cron, 'spec', 'template', 'spec', 'source');
  return text(source, 'registry', 'url') || text(source, 'registry', 'imageStream') || text(source, 'http', 'url');
}

/** `key=value` pairs of a label map, in order of keys. */
export function pairsOf(map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`));
}
