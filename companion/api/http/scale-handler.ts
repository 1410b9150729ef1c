import { methodNotAllowed } from '../errors';
import { notFound } from '../../lib/api-error';
import { recordKey } from '../../store/record';
import { toJson } from '../../store/canonical';
import { cannotHandle, invalidPatch } from '../decode-error';
import { goType } from '../patch/decode';
import { cloneJson } from '../patch/tree';
import { checkName } from '../verbs/body-identity';
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
  const isPatch = exchange.method === 'PATCH';
  const { definition, version } = resource;
  const wanted = isPatch
    ? applyPatch({ contentType: type ?? '', current: scale, body, definition, version, query: exchange.query, name })
    : decodeObject(body, bodyFormat(type), 'Scale');
  const { replicas, resourceVersion } = readScale(wanted, name, isPatch ? toJson(wanted) : undefined);
  const changed = withReplicas(cloneJson(record.object), paths, replicas);
  changed.apiVersion = resource.apiVersion;
  if (resourceVersion) changed.metadata.resourceVersion = resourceVersion;
  const after = await update(core, context, { resource, namespace: path.namespace, name, subresource: 'scale', body: changed, unconditional: true });
  await sendValue(exchange, 200, scaleOf(after.object, paths));
}

/** What a Scale asks for; refused as a decoder would, of a patch with the Scale it leads to. */
function readScale(scale: Record<string, unknown>, name: string, patched: string | undefined): { replicas: number; resourceVersion: string } {
  const { replicas = 0 } = isFields(scale.spec) ? scale.spec : {};
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    const why = `json: cannot unmarshal ${goType(replicas)} into Go struct field ScaleSpec.spec.replicas of type int32`;
    throw patched === undefined ? cannotHandle('Scale', { kind: 'Scale', version: 'v1' }, why) : invalidPatch(patched, why);
  }
  const metadata = isFields(scale.metadata) ? scale.metadata : {};
  const text = (member: string) => (typeof metadata[member] === 'string' ? metadata[member] : '');
  checkName({ metadata: { name: text('name') } }, name);
  return { replicas, resourceVersion: text('resourceVersion') };
}
