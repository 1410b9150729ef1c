import { isRecord } from '../domain/read';

export const levers = ['pause', 'resume', 'cancel', 'retryFailed', 'setConcurrency'] as const;
export type Lever = (typeof levers)[number];

/** What tabs tell each other: a lever for the tab that has the task, that a task has a new owner, that what has ended is forgotten. */
export type TaskMessage = { verb: Lever; id: string; value?: number } | { verb: 'taken'; id: string } | { verb: 'forget' };

let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'function') channel ??= new BroadcastChannel('virtdeck-tasks');
  return channel;
}

function readMessage(data: unknown): TaskMessage | undefined {
  if (!isRecord(data)) return undefined;
  if (data.verb === 'forget') return { verb: 'forget' };
  const { id } = data;
  if (typeof id !== 'string') return undefined;
  if (data.verb === 'taken') return { verb: 'taken', id };
  const verb = levers.find((each) => each === data.verb);
  return verb && { verb, id, ...(typeof data.value === 'number' && { value: data.value }) };
}

export function tellTabs(message: TaskMessage): void {
  open()?.postMessage(message);
}

export function onTabMessage(listener: (message: TaskMessage) => void): void {
  open()?.addEventListener('message', (event: MessageEvent) => {
    const message = readMessage(event.data);
    if (message) listener(message);
  });
}
