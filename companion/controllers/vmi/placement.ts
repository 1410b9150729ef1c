import { NodeKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import { at } from '../../kinds/read';
import { isRecord } from '../../lib/guards';
import type { ObjectReader } from '../../store/client';
import { missingDevice } from './device-needs';
import { matchesNodeAffinity, toleratesTaints } from './node-matching';

export interface Placement {
  node?: string;
  /** The scheduler's words when no node fits. */
  message?: string;
}

interface Options {
  /** How many instances a node runs already. */
  load(node: string): number;
  /** Nodes that must not be taken: a migration's source. */
  except?: string;
  /** Additional labels the node must have (MigrateOptions.addedNodeSelector). */
  selector?: Record<string, string>;
}

type Why = 'unschedulable' | 'selector' | 'taint' | 'not ready' | 'excluded' | 'memory';
/** One of ours, or the scheduler's words after the number of nodes. */
type Refusal = Why | { words: string };

function isReady(node: UnknownObject): boolean {
  const status = isRecord(node.status) ? node.status : {};
  const conditions = Array.isArray(status.conditions) ? status.conditions : [];
  return !conditions.some((condition) => isRecord(condition) && condition.type === 'Ready' && condition.status !== 'True');
}

function matchesLabels(node: UnknownObject, selector: Record<string, string>): boolean {
  return Object.entries(selector).every(([key, value]) => node.metadata.labels?.[key] === value);
}

/** Why a node cannot take the instance; undefined when it can. */
function refusal(node: UnknownObject, vmi: VirtualMachineInstance, options: Options): Refusal | undefined {
  const spec = isRecord(node.spec) ? node.spec : {};
  if (node.metadata.name === options.except) return 'excluded';
  if (spec.unschedulable === true) return 'unschedulable';
  if (!isReady(node) || node.metadata.labels?.['kubevirt.io/schedulable'] === 'false') return 'not ready';
  if (!toleratesTaints(Array.isArray(spec.taints) ? spec.taints : [], vmi.spec.tolerations ?? [])) return 'taint';
  if (!matchesLabels(node, { ...vmi.spec.nodeSelector, ...options.selector })) return 'selector';
  if (!matchesNodeAffinity(node, vmi.spec.affinity?.nodeAffinity)) return 'selector';
  const words = missingDevice(node, vmi);
  if (words) return { words };
  return holds(node, vmi) ? undefined : 'memory';
}

/** Guests share a node's memory as far as they touch it; one that is bigger than the node never fits. */
function holds({ status }: UnknownObject, vmi: VirtualMachineInstance): boolean {
  const allocatable = at(status, 'allocatable', 'memory');
  const wanted = vmi.spec.domain.resources?.requests?.memory ?? vmi.spec.domain.memory?.guest;
  return typeof allocatable !== 'string' || parseQuantity(wanted) <= parseQuantity(allocatable);
}

const WORDS: Record<Why, string> = {
  unschedulable: 'node(s) were unschedulable',
  'not ready': 'node(s) had untolerated taint {node.kubernetes.io/not-ready: }',
  taint: 'node(s) had untolerated taint(s)',
  selector: "node(s) didn't match Pod's node affinity/selector",
  memory: 'Insufficient memory',
  excluded: "node(s) didn't match pod anti-affinity rules",
};

const wordsOf = (refusal: Refusal) => (typeof refusal === 'string' ? WORDS[refusal] : refusal.words);

/** The least loaded node that fits, as the Kubernetes scheduler would choose among equals. */
export function placeInstance(read: ObjectReader, vmi: VirtualMachineInstance, options: Options): Placement {
  const nodes = read.list(NodeKind);
  const refusals = nodes.map((node) => refusal(node, vmi, options));
  const fitting = nodes.filter((_, index) => refusals[index] === undefined).map((node) => node.metadata.name);
  const best = fitting.sort((a, b) => options.load(a) - options.load(b) || a.localeCompare(b))[0];
  if (best !== undefined) return { node: best };
  const counts = new Map<string, number>();
  for (const why of refusals) if (why) counts.set(wordsOf(why), (counts.get(wordsOf(why)) ?? 0) + 1);
  const reasons = [...counts].map(([words, count]) => `${count} ${words}`).join(', ');
  return { message: `0/${nodes.length} nodes are available${reasons ? `: ${reasons}` : ''}.` };
}
