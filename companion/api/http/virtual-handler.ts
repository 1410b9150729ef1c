import { isFields } from '../../kinds/read';
import type { VirtualKind, VirtualRequest } from '../../kinds/definition';
import type { UnknownObject } from '../../../contracts/objects';
import { createClient } from '../in-process-client';
import { methodNotAllowed } from '../errors';
import { applyPatch } from '../patch/patch';
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
  const request = await virtualRequest(call, virtual, verb);
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

async function virtualRequest(call: ResourceCall, virtual: VirtualKind, verb: VirtualRequest['verb']): Promise<VirtualRequest> {
  const { core, exchange, path } = call;
  const { user, query } = exchange;
  const request: VirtualRequest = {
    verb,
    ...(path.namespace === undefined ? {} : { namespace: path.namespace }),
    ...(path.name === undefined ? {} : { name: path.name }),
    query,
    user,
    client: createClient(core, user, true),
    allowed: (attributes, as = user) => core.authorizer.authorize(as, attributes),
  };
  if (verb === 'create' || verb === 'update') request.body = await bodyOf(call);
  if (verb === 'patch') request.body = await patched(call, virtual, request);
  return request;
}

async function bodyOf({ core, exchange: { req }, resource }: ResourceCall): Promise<UnknownObject> {
  const format = bodyFormat(req.headers['content-type']);
  return draftOf(resource, decodeObject(await readBody(req), format, resource.definition.kind), core).draft;
}

/** A patch of what the kind shows: the definition gets the whole object after it. */
async function patched({ core, exchange, resource, path }: ResourceCall, virtual: VirtualKind, request: VirtualRequest): Promise<UnknownObject> {
  const body = await readBody(exchange.req);
  const current = await virtual.handle({ ...request, verb: 'get' });
  const { definition, version } = resource;
  const name = path.name ?? '';
  if (Array.isArray(current)) throw methodNotAllowed();
  const after = applyPatch({ contentType: exchange.req.headers['content-type'] ?? '', current, body, definition, version, query: exchange.query, name });
  return draftOf(resource, after, { registry: core.registry, patched: true }).draft;
}
