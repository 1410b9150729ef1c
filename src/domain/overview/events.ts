import { eventFacts } from '../details/events';
import type { EventFacts } from '../details/events';
import { text } from '../read';

export interface MachineEvent extends EventFacts {
  namespace: string;
}

/** The newest events, each once. */
export function newestEvents(events: readonly unknown[], count: number): MachineEvent[] {
  return events
    .map((each) => ({
      ...eventFacts(each),
      namespace: text(each, 'involvedObject', 'namespace') || text(each, 'metadata', 'namespace'),
    }))
    .sort((one, other) => other.last - one.last)
    .slice(0, count);
}
