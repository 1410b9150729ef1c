import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';

export type RunStrategy = 'Always' | 'RerunOnFailure' | 'Manual' | 'Halted' | 'Once' | 'WaitAsReceiver';

const STRATEGIES: readonly string[] = ['Always', 'RerunOnFailure', 'Manual', 'Halted', 'Once', 'WaitAsReceiver'];

/** The strategy in effect: the deprecated `running` reads as Always or Halted. */
export function runStrategyOf(vm: VirtualMachine): RunStrategy {
  const { runStrategy, running } = vm.spec;
  if (runStrategy && STRATEGIES.includes(runStrategy)) return runStrategy as RunStrategy;
  return running === true ? 'Always' : 'Halted';
}

export interface StateChangeRequest {
  action: string;
  uid?: string;
  data?: Record<string, string>;
}

export type Final = 'Succeeded' | 'Failed';

/** The instance as the strategies see it. */
export interface InstanceFacts {
  uid: string;
  final?: Final;
  deleting: boolean;
}

export function factsOf(vmi: VirtualMachineInstance | undefined): InstanceFacts | undefined {
  if (!vmi) return undefined;
  const phase = vmi.status?.phase;
  const deleting = Boolean(vmi.metadata.deletionTimestamp);
  const uid = vmi.metadata.uid ?? '';
  return phase === 'Succeeded' || phase === 'Failed' ? { uid, deleting, final: phase } : { uid, deleting };
}

export interface Situation {
  strategy: RunStrategy;
  /** Strategy last acted on (`status.runStrategy`). */
  actedOn?: string;
  requests: readonly StateChangeRequest[];
  instance?: InstanceFacts;
}

export type Step =
  | { do: 'nothing' }
  | { do: 'create'; paused: boolean }
  | { do: 'delete'; thenStart: boolean }
  /** A paused start of a halted machine: the strategy becomes Always, the request stays for the creation. */
  | { do: 'run-always' };

const NOTHING: Step = { do: 'nothing' };
const DELETE: Step = { do: 'delete', thenStart: false };

function wantsStop({ requests, instance }: Situation): boolean {
  const first = requests[0];
  return first?.action === 'Stop' && first.uid === instance?.uid;
}

function startRequest({ requests }: Situation): StateChangeRequest | undefined {
  return requests[0]?.action === 'Start' ? requests[0] : undefined;
}

function withoutInstance(situation: Situation): Step {
  const start = startRequest(situation);
  const create: Step = { do: 'create', paused: start?.data?.paused === 'true' };
  switch (situation.strategy) {
    case 'Always':
    case 'Once':
      return create;
    case 'RerunOnFailure':
      return start || situation.actedOn !== 'RerunOnFailure' ? create : NOTHING;
    case 'Manual':
      return start ? create : NOTHING;
    case 'Halted':
      return start ? { do: 'run-always' } : NOTHING;
    case 'WaitAsReceiver':
      return NOTHING;
  }
}

function withInstance(situation: Situation, instance: InstanceFacts): Step {
  if (instance.deleting) return NOTHING;
  switch (situation.strategy) {
    case 'Halted':
      return DELETE;
    case 'Always':
      return instance.final || wantsStop(situation) ? DELETE : NOTHING;
    case 'RerunOnFailure':
      if (instance.final === 'Failed') return { do: 'delete', thenStart: !wantsStop(situation) };
      return instance.final || wantsStop(situation) ? DELETE : NOTHING;
    case 'Manual':
      return wantsStop(situation) ? DELETE : NOTHING;
    case 'Once':
    case 'WaitAsReceiver':
      return NOTHING;
  }
}

/** What KubeVirt's VM controller does next, by run strategy and state of the instance. */
export function nextStep(situation: Situation): Step {
  return situation.instance ? withInstance(situation, situation.instance) : withoutInstance(situation);
}

/** The requests that are still open: a satisfied one leaves from the front. */
export function openRequests(requests: readonly StateChangeRequest[], instance: InstanceFacts | undefined): StateChangeRequest[] {
  const [first, ...rest] = requests;
  if (!first) return [];
  const done = first.action === 'Stop' ? first.uid !== instance?.uid : instance !== undefined;
  return done ? openRequests(rest, instance) : [...requests];
}
