import { methodNotAllowed } from '../errors';
import { notFound } from '../../lib/api-error';
import { recordKey } from '../../store/record';
import { cloneJson } from '../patch/tree';
import { applyPatch } from '../patch/patch';
import { isFields } from '../../kinds/read';
import { scaleOf, withReplicas } from '../verbs/scale';
import { update } from '../verbs/update';
import { decodeObject, bodyFormat } from './decode';
import { readBody } from './read-body';
import { sendValue } from './respond';
import { writeContext } from './resource-handler';
import type { ResourceCall } from './resource-handler';

/** The `scale` subresource: an autoscaling/v1 Scale that reads and writes the replicas of the object. */
export async function handleScale(call: ResourceCall): Promise<void> {
  const { core, exchange, path, resource } = call;
  const name = path.name ?? '';
  const key = recordKey(path.namespace, name);
  const paths = resource.version.scale;
  const record = core.store.head(resource.id, key);
  if (!paths || !record) throw notFound(resource.definition, name);
  const scale = scaleOf(record.object, paths);
  if (exchange.method === 'GET' || exchange.method === 'HEAD') return sendValue(exchange, 200, scale);
  if (exchange.method !== 'PUT' && exchange.method !== 'PATCH') throw methodNotAllowed();
  const context = writeContext(exchange, exchange.method === 'PUT' ? 'UpdateOptions' : 'PatchOptions');
  const body = await readBody(exchange.req);
  const type = exchange.req.headers['content-type'];
  const wanted =
    exchange.method === 'PUT'
      ? decodeObject(body, bodyFormat(type), 'Scale')
      : applyPatch({ contentType: type ?? '', current: scale, body, definition: resource.definition, version: resource.version, query: exchange.query, name });
  const replicas = isFields(wanted.spec) ? wanted.spec.replicas : undefined;
  const metadata = isFields(wanted.metadata) ? wanted.metadata : {};
  const changed = withReplicas(cloneJson(record.object), paths, replicas);
  changed.apiVersion = resource.apiVersion;
  if (typeof metadata.resourceVersion === 'string') changed.metadata.resourceVersion = metadata.resourceVersion;
  const after = await update(core, context, { resource, namespace: path.namespace, name, body: changed, unconditional: true });
  await sendValue(exchange, 200, scaleOf(after.object, paths));
}
