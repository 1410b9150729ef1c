import { EventKind } from '../../../contracts/kinds';
import type { EventObject } from '../../../contracts/virt';
import type { Controller } from '../context';
import { every } from './every';
import type { LoopContext } from './loop-context';

/** What kube-apiserver keeps events for (`--event-ttl`). */
const TTL = 60 * 60_000;
const INTERVAL = 60_000;

/** When an event was last said. */
function saidAt({ lastTimestamp, eventTime, firstTimestamp, metadata }: EventObject): number {
  return Date.parse(lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ?? '');
}

export function isExpired(event: EventObject, now: number): boolean {
  return now - saidAt(event) > TTL;
}

/** Events are forgotten an hour after they were last said. */
export function startEventExpiry(context: LoopContext): Controller {
  const { client, clock } = context;
  return every(context, 'event expiry', INTERVAL, async () => {
    const expired = client.list(EventKind).filter((event) => isExpired(event, clock.now()));
    for (const { metadata } of expired) await client.delete(EventKind, metadata.name, metadata.namespace);
  });
}
