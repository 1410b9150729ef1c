import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { ageOf } from '../human-duration';
import { at, entries, type Fields, isFields, items, number, text } from '../read';
import { CORE_AGE } from './columns';
import { containerColumns } from './columns-workloads';

interface Summary {
  ready: number;
  total: number;
  restarts: number;
  /** When a container was last restarted, RFC 3339, or ''. */
  restarted: string;
  reason: string;
}

const ended = (container: Fields) => at(container, 'state', 'terminated');
const endOf = (container: Fields) => {
  const signal = number(container, 'state', 'terminated', 'signal');
  return text(container, 'state', 'terminated', 'reason') || (signal === 0 ? `ExitCode:${number(container, 'state', 'terminated', 'exitCode')}` : `Signal:${signal}`);
};
const lastEnd = (containers: Fields[]) => containers.map((container) => text(container, 'lastState', 'terminated', 'finishedAt')).sort().at(-1) ?? '';

/** What an init container that has not done its work says; undefined for one that has, or for a sidecar that runs. */
function initReason(container: Fields, isSidecar: boolean, progress: string): string | undefined {
  if (isFields(ended(container))) return number(container, 'state', 'terminated', 'exitCode') === 0 ? undefined : `Init:${endOf(container)}`;
  if (isSidecar && container.started === true) return undefined;
  const waiting = text(container, 'state', 'waiting', 'reason');
  return waiting && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${progress}`;
}

function summarizeInit(pod: UnknownObject): { reason?: string; sidecars: Fields[]; seen: Fields[] } {
  const specs = items(pod, 'spec', 'initContainers');
  const statuses = items(pod, 'status', 'initContainerStatuses');
  const sidecar = (status: Fields) => text(specs.find((spec) => spec.name === status.name), 'restartPolicy') === 'Always';
  for (const [index, status] of statuses.entries()) {
    const reason = initReason(status, sidecar(status), `${index}/${specs.length}`);
    if (reason) return { reason, sidecars: statuses.filter(sidecar), seen: statuses.slice(0, index + 1) };
  }
  return { sidecars: statuses.filter(sidecar), seen: statuses };
}

function containersReason(pod: UnknownObject, containers: Fields[], before: string): string {
  let reason = before;
  let running = false;
  for (const container of [...containers].reverse()) {
    const waiting = text(container, 'state', 'waiting', 'reason');
    if (waiting) reason = waiting;
    else if (isFields(ended(container))) reason = endOf(container);
    else if (container.ready === true && isFields(at(container, 'state', 'running'))) running = true;
  }
  if (reason !== 'Completed' || !running) return reason;
  const isReady = items(pod, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True');
  return isReady ? 'Running' : 'NotReady';
}

function firstReason(pod: UnknownObject): string {
  const gated = items(pod, 'status', 'conditions').some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  return gated ? 'SchedulingGated' : text(pod, 'status', 'reason') || text(pod, 'status', 'phase');
}

function summarize(pod: UnknownObject): Summary {
  const init = summarizeInit(pod);
  const containers = items(pod, 'status', 'containerStatuses');
  const specs = items(pod, 'spec', 'initContainers').filter((spec) => spec.restartPolicy === 'Always');
  const counted = init.reason === undefined ? [...init.sidecars, ...containers] : init.seen;
  const settled = init.reason ?? containersReason(pod, containers, firstReason(pod));
  const lost = text(pod, 'status', 'reason') === 'NodeLost';
  return {
    ready: [...init.sidecars, ...containers].filter((container) => container.ready === true && (init.reason === undefined || init.sidecars.includes(container))).length,
    total: items(pod, 'spec', 'containers').length + specs.length,
    restarts: counted.reduce((sum, container) => sum + number(container, 'restartCount'), 0),
    restarted: lastEnd(counted),
    reason: pod.metadata.deletionTimestamp ? (lost ? 'Unknown' : 'Terminating') : settled,
  };
}

function restarts(pod: UnknownObject, now: number): string {
  const { restarts: count, restarted } = summarize(pod);
  return count > 0 && restarted ? `${count} (${ageOf(restarted, now)} ago)` : String(count);
}

function gates(pod: UnknownObject): string {
  const wanted = items(pod, 'spec', 'readinessGates').map((gate) => text(gate, 'conditionType'));
  if (wanted.length === 0) return '<none>';
  const met = items(pod, 'status', 'conditions').filter(({ type, status }) => status === 'True' && wanted.includes(String(type)));
  return `${met.length}/${wanted.length}`;
}

/** As the API server prints pods: what a waiting, ended or initializing container says goes before the phase. */
export const podColumns: ColumnRow[] = [
  ['Ready', 'string', (pod) => `${summarize(pod).ready}/${summarize(pod).total}`],
  ['Status', 'string', (pod) => summarize(pod).reason],
  ['Restarts', 'string', restarts],
  CORE_AGE,
  ['IP', 'string', (pod) => text(pod, 'status', 'podIP') || '<none>', 1],
  ['Node', 'string', (pod) => text(pod, 'spec', 'nodeName') || '<none>', 1],
  ['Nominated Node', 'string', (pod) => text(pod, 'status', 'nominatedNodeName') || '<none>', 1],
  ['Readiness Gates', 'string', gates, 1],
];

const templateLabels = (template: UnknownObject) =>
  entries(template, 'template', 'metadata', 'labels').map(([key, value]) => `${key}=${String(value)}`).sort().join(',') || '<none>';

export const podTemplateColumns: ColumnRow[] = [...containerColumns(0, 'template', 'spec'), ['Pod Labels', 'string', templateLabels]];
