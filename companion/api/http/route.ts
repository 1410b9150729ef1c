import type { Duplex } from 'node:stream';
import type { AccessAttributes } from '../../kinds/definition';
import { methodNotAllowed, qualifiedName, unknownResource } from '../errors';
import type { ApiCore } from '../core';
import { byPriority } from '../discovery/versions';
import { ApiError, badRequest, notFound } from '../../lib/api-error';
import type { Resource } from '../registry';
import { handleAggregated } from './aggregated';
import { authorize } from './authorize';
import type { Exchange } from './exchange';
import { negotiate } from './negotiate';
import { flag } from './options';
import { handleNonResource } from './non-resource';
import { parsePath } from './request-path';
import type { ResourcePath } from './request-path';
import { NoSuchPath, checkScope, handlerFor } from './resource-handler';
import type { ResourceCall } from './resource-handler';
import { handleScale } from './scale-handler';
import { handleVirtual } from './virtual-handler';
import { handleWatch } from './watch-handler';
import { sendText } from './respond';

/** A connection that wants to become a WebSocket. */
export interface Upgrade {
  socket: Duplex;
  head: Buffer;
}

/** Finds out what a request is about, checks the rights and answers it. Refusals are thrown. */
export async function route(core: ApiCore, exchange: Exchange, upgrade?: Upgrade): Promise<void> {
  const path = parsePath(exchange.path);
  if (path.type === 'malformed') {
    if (core.registry.servesBuiltIn(path.group)) throw unknownResource();
    return sendText(exchange, 404, '404 page not found\n');
  }
  if (path.type === 'other') return handleNonResource(core, exchange);
  try {
    await routeResource(core, exchange, path, upgrade);
  } catch (error) {
    if (!(error instanceof NoSuchPath)) throw error;
    await sendText(exchange, 404, '404 page not found\n');
  }
}

async function routeResource(core: ApiCore, exchange: Exchange, path: ResourcePath, upgrade: Upgrade | undefined): Promise<void> {
  const { method, query } = exchange;
  const watching = (method === 'GET' || method === 'HEAD') && (path.watch || (path.name === undefined && flag(query, 'watch')));
  authorize(core.authorizer, exchange.user, attributesOf(path, method, watching, query));
  const resource = core.registry.find(path.group, path.version, path.plural);
  if (!resource) {
    const api = core.registry.aggregated(path.group);
    if (api?.versions.includes(path.version)) return handleAggregated(core, exchange, path, api, upgrade);
    throw core.registry.servesBuiltIn(path.group) ? unknownResource() : new NoSuchPath();
  }
  const builtIn = resource.definition.origin === 'core';
  exchange.media = negotiate(exchange.req.headers.accept, { watch: watching, builtIn, list: method === 'GET' && path.name === undefined });
  checkScope(resource, path, method);
  warnDeprecated(exchange, resource);
  const call: ResourceCall = { core, exchange, path, resource };
  if (resource.definition.virtual) return handleVirtual(call, resource.definition.virtual, watching, upgrade);
  if (path.subresource !== undefined) return routeSubresource(call, upgrade);
  if (!serves(resource, verbOf(path, method, watching))) throw methodNotAllowed();
  if (watching) return handleWatch(call, upgrade);
  const handler = handlerFor(call);
  if (!handler) throw noHandler(call);
  return handler(call);
}

/** Paths of custom resources take every method, and then find out what is missing. */
function noHandler({ exchange, resource }: ResourceCall): ApiError {
  const { definition } = resource;
  if (definition.origin !== 'crd') return methodNotAllowed();
  if (exchange.method === 'PUT' || exchange.method === 'PATCH') return badRequest('name must be provided');
  const { group, plural } = definition;
  return new ApiError(405, 'MethodNotAllowed', ` is not supported on resources of kind ${JSON.stringify(qualifiedName(definition))}`, { group, kind: plural });
}

async function routeSubresource(call: ResourceCall, upgrade: Upgrade | undefined): Promise<void> {
  const { path, resource, exchange, core } = call;
  const { version, definition } = resource;
  const own = definition.subresources?.[path.subresource ?? ''];
  if (own) {
    if (!own.verbs.includes(verbOf(path, exchange.method, false))) throw methodNotAllowed();
    return handleAggregated(core, exchange, path, own, upgrade);
  }
  const known = (path.subresource === 'status' && version.status) || (path.subresource === 'scale' && version.scale) || isFinalize(path);
  if (!known) throw definition.origin === 'crd' ? notFound(definition, path.name ?? '') : unknownResource();
  if (exchange.method === 'POST' || exchange.method === 'DELETE') throw methodNotAllowed();
  if (path.subresource === 'scale') return handleScale(call);
  const handler = handlerFor(call);
  if (!handler) throw methodNotAllowed();
  return handler(call);
}

function isFinalize({ group, plural, subresource }: ResourcePath): boolean {
  return group === '' && plural === 'namespaces' && subresource === 'finalize';
}

function serves({ definition }: Resource, verb: string): boolean {
  return !definition.verbs || definition.verbs.includes(verb);
}

/** Old versions say so in a Warning header. */
function warnDeprecated({ warnings }: Exchange, { definition, version, apiVersion }: Resource): void {
  if (!version.deprecated) return;
  const { group, kind, versions } = definition;
  const [better] = versions.filter((each) => each.served && !each.deprecated && byPriority(each.name, version.name) < 0).sort((left, right) => byPriority(left.name, right.name));
  const advice = better && group ? `; use ${group}/${better.name} ${kind}` : '';
  warnings.push(version.deprecationWarning ?? `${apiVersion} ${kind} is deprecated${advice}`);
}

const VERBS: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

function verbOf(path: ResourcePath, method: string, watching: boolean): string {
  if (watching) return 'watch';
  if (method === 'DELETE') return path.name === undefined ? 'deletecollection' : 'delete';
  return VERBS[method] ?? (path.name === undefined ? 'list' : 'get');
}

/** What the rights are asked about; of a longer path below an object the first part counts, as on a real server. */
function attributesOf(path: ResourcePath, method: string, watching: boolean, query: URLSearchParams): AccessAttributes {
  const { group, plural, subresource } = path;
  const name = path.name ?? selectedName(query);
  const namespace = path.namespace ?? (isNamespaceItself(path) ? path.name : undefined);
  const first = subresource?.split('/')[0];
  return {
    verb: verbOf(path, method, watching),
    group,
    resource: plural,
    ...(first ? { subresource: first } : {}),
    ...(namespace ? { namespace } : {}),
    ...(name && method !== 'POST' ? { name } : {}),
  };
}

/** Rights to a namespace, and to the project that is a view on it, may be given within the namespace. */
function isNamespaceItself({ group, plural }: ResourcePath): boolean {
  return (group === '' && plural === 'namespaces') || (group === 'project.openshift.io' && plural === 'projects');
}

/** A list or watch of one name counts as being about that object. */
function selectedName(query: URLSearchParams): string | undefined {
  return /^metadata\.name==?([^,=!]+)$/.exec(query.get('fieldSelector') ?? '')?.[1];
}
