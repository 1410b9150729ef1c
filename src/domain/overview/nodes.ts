import { parseQuantity } from '../quantities';
import { at, records, text } from '../read';
import type { NodeLoad } from './fleet-summary';

/** A node with what it can hold and what its machines ask for. */
export interface NodeRow extends NodeLoad {
  name: string;
  ready: boolean;
  /** Takes no new machines. */
  cordoned: boolean;
  cores: number;
  capacity: number;
}

const empty: NodeLoad = { machines: 0, vcpus: 0, memory: 0 };

/** The share of a node's memory that its machines take, between 0 and 1. */
export function memoryShare({ memory, capacity }: NodeRow): number {
  return capacity > 0 ? Math.min(1, memory / capacity) : 0;
}

/** The nodes of the cluster, those that need a look first: not ready, then fullest, then by name. */
export function nodeRows(nodes: readonly unknown[], loads: ReadonlyMap<string, NodeLoad>): NodeRow[] {
  return nodes
    .map((node): NodeRow => {
      const name = text(node, 'metadata', 'name');
      return {
        name,
        ready: records(node, 'status', 'conditions').some((each) => text(each, 'type') === 'Ready' && text(each, 'status') === 'True'),
        cordoned: at(node, 'spec', 'unschedulable') === true,
        cores: parseQuantity(at(node, 'status', 'allocatable', 'cpu')) ?? 0,
        capacity: parseQuantity(at(node, 'status', 'allocatable', 'memory')) ?? 0,
        ...(loads.get(name) ?? empty),
      };
    })
    .sort(
      (one, other) => Number(one.ready) - Number(other.ready) || memoryShare(other) - memoryShare(one) || (one.name < other.name ? -1 : 1),
    );
}
