import { records, text, time } from '../read';

export interface ConditionFacts {
  type: string;
  status: string;
  reason: string;
  message: string;
  /** Epoch milliseconds, 0 when unknown. */
  since: number;
  /** Whether this is how it should be; undefined when it is neither good nor bad. */
  good: boolean | undefined;
}

/** Conditions whose `True` is good news; for the others `True` is a problem, or a state to know of. */
const goodWhenTrue = new Set([
  'Ready',
  'LiveMigratable',
  'StorageLiveMigratable',
  'AgentConnected',
  'DataVolumesReady',
  'Synchronized',
  'PodScheduled',
  'AccessCredentialsSynchronized',
  'Initialized',
]);
const badWhenTrue = new Set(['Failure', 'RestartRequired', 'ManualRecoveryRequired', 'AgentVersionNotSupported', 'EvictionRequested']);

function goodOf(type: string, status: string): boolean | undefined {
  if (goodWhenTrue.has(type)) return status === 'True' ? true : status === 'False' ? false : undefined;
  if (badWhenTrue.has(type)) return status === 'False' ? true : status === 'True' ? false : undefined;
  return undefined;
}

/** The conditions of a machine and of its instance, each type once, what needs attention first. */
export function conditionsOf(vm: unknown, vmi: unknown): ConditionFacts[] {
  const seen = new Set<string>();
  const all = [...records(vm, 'status', 'conditions'), ...records(vmi, 'status', 'conditions')].flatMap((each): ConditionFacts[] => {
    const type = text(each, 'type');
    if (type === '' || seen.has(type)) return [];
    seen.add(type);
    const status = text(each, 'status');
    return [
      {
        type,
        status,
        reason: text(each, 'reason'),
        message: text(each, 'message'),
        since: time(each, 'lastTransitionTime'),
        good: goodOf(type, status),
      },
    ];
  });
  const rank = (condition: ConditionFacts) => (condition.good === false ? 0 : condition.good === undefined ? 1 : 2);
  return all.sort((one, other) => rank(one) - rank(other));
}

/** Conditions that explain a status, strongest first. */
const telling = ['Failure', 'PodScheduled', 'Synchronized', 'Paused', 'DataVolumesReady', 'RestartRequired', 'ManualRecoveryRequired'];

/** Why a machine is in its state, in the words of KubeVirt; '' when it says nothing more. */
export function reasonOfStatus(vm: unknown, vmi: unknown): string {
  const conditions = conditionsOf(vm, vmi);
  for (const type of telling) {
    const found = conditions.find((each) => each.type === type);
    if (!found) continue;
    const speaks = type === 'Paused' ? found.status === 'True' : found.good === false;
    if (speaks) return found.message || found.reason;
  }
  return '';
}
