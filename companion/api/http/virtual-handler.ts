import { isFields } from '../../kinds/read';
import type { VirtualKind, VirtualRequest } from '../../kinds/definition';
import type { UnknownObject } from '../../../contracts/objects';
import { createClient } from '../in-process-client';
import { methodNotAllowed } from '../errors';
import { resourceId } from '../../store/reader';
import { selectionOf } from '../selectors/selection';
import { draftOf } from '../verbs/body-identity';
import { bodyFormat, decodeObject } from './decode';
import { readBody } from './read-body';
import { sendPage, sendRecord } from './representation';
import { virtualRecord } from './resource-handler';
import type { ResourceCall } from './resource-handler';
import type { Upgrade } from './route';
import { handleWatch } from './watch-handler';
import { sendValue } from './respond';

const VERBS: Record<string, VirtualRequest['verb']> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Serves a kind that has no objects of its own: its definition answers. */
export async function handleVirtual(call: ResourceCall, virtual: VirtualKind, watching: boolean, upgrade: Upgrade | undefined): Promise<void> {
  const { exchange, path, resource, core } = call;
  const { definition } = resource;
  if (watching && !virtual.watches) throw methodNotAllowed();
  const verb = watching ? 'watch' : (VERBS[exchange.method] ?? (path.name === undefined ? 'list' : 'get'));
  if (definition.verbs && !definition.verbs.includes(verb)) throw methodNotAllowed();
  const request = await virtualRequest(call, verb);
  if (watching && virtual.watches) {
    const { watches } = virtual;
    return handleWatch(call, upgrade, {
      resource: resourceId(watches),
      map: (record) => {
        const seen = watches.map(record.object, request);
        return seen && virtualRecord(resource, seen);
      },
    });
  }
  const answer = await virtual.handle(request);
  const code = verb === 'create' ? 201 : 200;
  if (!Array.isArray(answer)) return answerOne(call, code, answer);
  const selection = selectionOf(resource, path.namespace, exchange.query);
  const records = answer.map((object) => virtualRecord(resource, object)).filter(selection.matches);
  await sendPage(exchange, core.clock, resource, { records, revision: core.store.revision });
}

/** Objects of the kind itself can be shown as tables; anything else (a Status) goes out as it is. */
async function answerOne({ exchange, core, resource }: ResourceCall, code: number, answer: UnknownObject): Promise<void> {
  if (answer.kind !== resource.definition.kind || !isFields(answer.metadata)) return sendValue(exchange, code, answer);
  await sendRecord(exchange, core.clock, code, resource, virtualRecord(resource, answer));
}

async function virtualRequest({ core, exchange, path, resource }: ResourceCall, verb: VirtualRequest['verb']): Promise<VirtualRequest> {
  const { user, query } = exchange;
  return {
    verb,
    ...(path.namespace === undefined ? {} : { namespace: path.namespace }),
    ...(path.name === undefined ? {} : { name: path.name }),
    ...(await bodyOf(verb, { core, exchange, path, resource })),
    query,
    user,
    client: createClient(core, user, true),
    allowed: (attributes, as = user) => core.authorizer.authorize(as, attributes),
  };
}

async function bodyOf(verb: VirtualRequest['verb'], { exchange, resource }: ResourceCall): Promise<{ body?: UnknownObject }> {
  if (verb !== 'create' && verb !== 'update' && verb !== 'patch') return {};
  const { req } = exchange;
  const format = verb === 'patch' ? 'json' : bodyFormat(req.headers['content-type']);
  const body = decodeObject(await readBody(req), format, resource.definition.kind);
  return { body: draftOf(resource, body).draft };
}
