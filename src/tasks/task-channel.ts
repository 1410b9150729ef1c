import { isRecord } from '../domain/read';

export const levers = ['pause', 'resume', 'cancel', 'retryFailed', 'setConcurrency'] as const;
export type Lever = (typeof levers)[number];

/**
 * What tabs tell each other: a lever for the tab that has the task; that a task has a new owner; that what has ended is
 * forgotten; and where locks cannot tell, who has something under way.
 */
export type TaskMessage =
  | { verb: Lever; id: string; value?: number }
  | { verb: 'taken'; id: string }
  | { verb: 'alive'; id: string }
  | { verb: 'forget' }
  | { verb: 'who' };

let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'function') channel ??= new BroadcastChannel('virtdeck-tasks');
  return channel;
}

function readMessage(data: unknown): TaskMessage | undefined {
  if (!isRecord(data)) return undefined;
  if (data.verb === 'forget' || data.verb === 'who') return { verb: data.verb };
  const { id } = data;
  if (typeof id !== 'string') return undefined;
  if (data.verb === 'taken' || data.verb === 'alive') return { verb: data.verb, id };
  const verb = levers.find((each) => each === data.verb);
  return verb && { verb, id, ...(typeof data.value === 'number' && { value: data.value }) };
}

export function tellTabs(message: TaskMessage): void {
  open()?.postMessage(message);
}

/** Listens until the answer is called. */
export function onTabMessage(listener: (message: TaskMessage) => void): () => void {
  const hear = (event: MessageEvent) => {
    const message = readMessage(event.data);
    if (message) listener(message);
  };
  open()?.addEventListener('message', hear);
  return () => open()?.removeEventListener('message', hear);
}
