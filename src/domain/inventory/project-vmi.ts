import { at, count, records, stringMap, strings, text, time } from '../read';
import { parseQuantity } from '../quantities';
import { notableConditions } from './project-vm';
import { projectSpec, vcpusOf } from './project-spec';
import type { SpecFacts } from './project-spec';
import type { RowCondition, RowMigration } from './row';

/** What a row takes from the VirtualMachineInstance. */
export interface VmiHalf extends SpecFacts {
  uid: string;
  name: string;
  namespace: string;
  created: number;
  standalone: boolean;
  labels: Record<string, string>;
  stopping: boolean;
  phase: string;
  paused: boolean;
  ready: boolean;
  node: string;
  ips: string[];
  os: string;
  agent: boolean;
  started: number;
  notMigratable: string;
  conditions: RowCondition[];
}

function condition(vmi: unknown, type: string): Record<string, unknown> | undefined {
  return records(vmi, 'status', 'conditions').find((each) => each.type === type);
}

function ipsOf(vmi: unknown): string[] {
  const found = records(vmi, 'status', 'interfaces').flatMap((each) => {
    const all = strings(each, 'ipAddresses');
    return all.length > 0 ? all : [text(each, 'ipAddress')];
  });
  return [...new Set(found.filter((each) => each !== ''))];
}

function osOf(vmi: unknown): string {
  const info = at(vmi, 'status', 'guestOSInfo');
  return text(info, 'prettyName') || [text(info, 'name'), text(info, 'version')].filter((each) => each !== '').join(' ');
}

function startedOf(vmi: unknown): number {
  const running = records(vmi, 'status', 'phaseTransitionTimestamps').find((each) => each.phase === 'Running');
  return (
    time(running, 'phaseTransitionTimestamp') ||
    (text(vmi, 'status', 'phase') === 'Running' ? time(vmi, 'metadata', 'creationTimestamp') : 0)
  );
}

function notMigratableOf(vmi: unknown): string {
  const found = condition(vmi, 'LiveMigratable');
  return found?.status === 'False' ? text(found, 'message') || text(found, 'reason') || 'LiveMigratable=False' : '';
}

/** Reads a VirtualMachineInstance of any completeness. */
export function projectVmi(vmi: unknown): VmiHalf {
  const spec = projectSpec(at(vmi, 'spec'));
  return {
    ...spec,
    vcpus: vcpusOf(at(vmi, 'status', 'currentCPUTopology')) || spec.vcpus,
    memory: parseQuantity(at(vmi, 'status', 'memory', 'guestCurrent')) ?? spec.memory,
    uid: text(vmi, 'metadata', 'uid'),
    name: text(vmi, 'metadata', 'name'),
    namespace: text(vmi, 'metadata', 'namespace'),
    created: time(vmi, 'metadata', 'creationTimestamp'),
    standalone: records(vmi, 'metadata', 'ownerReferences').length === 0,
    labels: stringMap(vmi, 'metadata', 'labels'),
    stopping: text(vmi, 'metadata', 'deletionTimestamp') !== '',
    phase: text(vmi, 'status', 'phase'),
    paused: condition(vmi, 'Paused')?.status === 'True',
    ready: condition(vmi, 'Ready')?.status === 'True',
    node: text(vmi, 'status', 'nodeName'),
    ips: ipsOf(vmi),
    os: osOf(vmi),
    agent: condition(vmi, 'AgentConnected')?.status === 'True',
    started: startedOf(vmi),
    notMigratable: notMigratableOf(vmi),
    conditions: notableConditions(vmi),
  };
}

/** A migration as far as a row needs it, with the instance it moves. */
export interface MigrationHalf extends RowMigration {
  vmi: string;
  namespace: string;
  running: boolean;
}

/** Reads a VirtualMachineInstanceMigration of any completeness. */
export function projectMigration(migration: unknown): MigrationHalf {
  const phase = text(migration, 'status', 'phase') || 'Pending';
  return {
    name: text(migration, 'metadata', 'name'),
    namespace: text(migration, 'metadata', 'namespace'),
    vmi: text(migration, 'spec', 'vmiName'),
    phase,
    created: time(migration, 'metadata', 'creationTimestamp'),
    running: phase !== 'Succeeded' && phase !== 'Failed' && count(migration, 'metadata', 'deletionGracePeriodSeconds') === 0,
  };
}
