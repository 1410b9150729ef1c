import { at, count, text, time } from '../read';

export interface EventFacts {
  uid: string;
  kind: string;
  name: string;
  warning: boolean;
  reason: string;
  message: string;
  count: number;
  /** Epoch milliseconds. */
  last: number;
}

/** An event as it is shown, from either of the two event APIs. */
export function eventFacts(event: unknown): EventFacts {
  const object = at(event, 'involvedObject') ?? at(event, 'regarding');
  return {
    uid: text(event, 'metadata', 'uid') || text(event, 'metadata', 'name'),
    kind: text(object, 'kind'),
    name: text(object, 'name'),
    warning: text(event, 'type') === 'Warning',
    reason: text(event, 'reason'),
    message: text(event, 'message') || text(event, 'note'),
    count: count(event, 'count') || count(event, 'series', 'count') || 1,
    last:
      time(event, 'lastTimestamp') ||
      time(event, 'series', 'lastObservedTime') ||
      time(event, 'eventTime') ||
      time(event, 'metadata', 'creationTimestamp'),
  };
}

const launcher = 'virt-launcher-';
const machineKinds = new Set(['VirtualMachine', 'VirtualMachineInstance']);
const storageKinds = new Set(['DataVolume', 'PersistentVolumeClaim']);

/** Whether an event is about the machine, its instance, its launcher pod, its migrations or its disks. */
export function concernsMachine(event: EventFacts, name: string, claims: readonly string[]): boolean {
  if (machineKinds.has(event.kind)) return event.name === name;
  if (storageKinds.has(event.kind)) return claims.includes(event.name);
  // A launcher pod is named after its instance and five random characters.
  if (event.kind === 'Pod') return event.name.startsWith(`${launcher}${name}-`) && event.name.length === launcher.length + name.length + 6;
  return event.name === name || event.message.includes(`"${name}"`);
}
