import { EventKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { EventObject } from '../../../contracts/virt';
import { notFound } from '../../lib/api-error';
import type { KindDefinition, VirtualRequest } from '../definition';
import type { ColumnRow } from '../build';
import { kindsOf } from '../build';
import { ageOf } from '../human-duration';
import { isFields, text } from '../read';

/** The members that have another name in events.k8s.io than in the core group. */
const NAMES: readonly (readonly [core: string, here: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
];

function renamed(object: UnknownObject, apiVersion: string, names: ReadonlyMap<string, string>): UnknownObject {
  const members = Object.entries(object).map(([name, value]) => [names.get(name) ?? name, value] as const);
  return { ...Object.fromEntries(members), apiVersion, kind: 'Event', metadata: object.metadata };
}

const fromCore = new Map(NAMES);
const toCore = new Map(NAMES.map(([core, here]) => [here, core]));

/** The same event in the words of events.k8s.io. */
function viewOf(event: UnknownObject): UnknownObject {
  return renamed(event, 'events.k8s.io/v1', fromCore);
}

function stored(body: UnknownObject): UnknownObject & EventObject {
  const event = renamed(body, 'v1', toCore);
  const involvedObject = isFields(event.involvedObject) ? event.involvedObject : {};
  return { ...event, involvedObject };
}

async function handle({ verb, name = '', namespace, body, client }: VirtualRequest): Promise<UnknownObject | UnknownObject[]> {
  if (verb === 'list') return client.list(EventKind, namespace === undefined ? {} : { namespace }).map((event) => viewOf({ ...event }));
  if (verb === 'create' && body) {
    const metadata = { ...body.metadata, ...(namespace === undefined ? {} : { namespace }) };
    return viewOf({ ...(await client.create(EventKind, stored({ ...body, metadata }))) });
  }
  const found = client.get(EventKind, name, namespace);
  if (!found) throw notFound({ group: 'events.k8s.io', plural: 'events' }, name);
  if (verb === 'delete') await client.delete(EventKind, name, namespace);
  return viewOf({ ...found });
}

const columns: ColumnRow[] = [
  ['Last Seen', 'string', (object, now) => ageOf(text(object, 'deprecatedLastTimestamp') || text(object, 'eventTime'), now)],
  ['Type', 'string', (object) => text(object, 'type')],
  ['Reason', 'string', (object) => text(object, 'reason')],
  ['Object', 'string', (object) => `${text(object, 'regarding', 'kind').toLowerCase()}/${text(object, 'regarding', 'name')}`],
  ['Message', 'string', (object) => text(object, 'note').trim()],
  ['Name', 'string', (object) => object.metadata.name, 1],
];

/** events.k8s.io shows the events of the core group under its own names. */
export const eventsView: KindDefinition[] = kindsOf('events.k8s.io', 'core', ['v1'], [
  { kind: 'Event', plural: 'events', short: ['ev'], columns, verbs: ['create', 'delete', 'get', 'list', 'watch'] },
]).map((definition) => ({
  ...definition,
  virtual: { handle, watches: { group: '', plural: 'events', map: (event) => viewOf(event) } },
}));
