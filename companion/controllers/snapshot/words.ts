import type { Condition } from '../../../contracts/objects';
import { withCondition } from '../conditions';

/** KubeVirt keeps the text of these conditions in `reason`. */
export interface Stage {
  progressing: [status: boolean, reason: string];
  ready: [status: boolean, reason: string];
  failure?: string;
}

export function withStage(conditions: Condition[] | undefined, { progressing, ready, failure }: Stage, now: string): Condition[] {
  const word = (yes: boolean) => (yes ? 'True' : 'False');
  let list = withCondition(conditions, { type: 'Progressing', status: word(progressing[0]), reason: progressing[1] }, now);
  list = withCondition(list, { type: 'Ready', status: word(ready[0]), reason: ready[1] }, now);
  return failure ? withCondition(list, { type: 'Failure', status: 'True', reason: failure }, now) : list;
}
