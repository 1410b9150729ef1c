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

/** The nodes of the cluster by name, each with the load of its machines. */
export function nodeRows(nodes: readonly unknown[], loads: ReadonlyMap<string, NodeLoad>): NodeRow[] {
  return nodes
    .map((node): NodeRow => {
      const name = text(node, 'metadata', 'name');
      return {
        name,
        ready: records(node, 'status', 'conditions').some(
          (each) => text(each, 'type') === 'Ready' && text(each, 'status') === 'True',
        ),
        cordoned: at(node, 'spec', 'unschedulable') === true,
        cores: parseQuantity(at(node, 'status', 'allocatable', 'cpu')) ?? 0,
        capacity: parseQuantity(at(node, 'status', 'allocatable', 'memory')) ?? 0,
        ...(loads.get(name) ?? empty),
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
