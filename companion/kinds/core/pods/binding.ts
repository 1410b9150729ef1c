import { PodKind } from '../../../../contracts/kinds';
import { bodyFormat, decodeObject } from '../../../api/http/decode';
import { badRequest, conflict, invalid, notFound } from '../../../lib/api-error';
import type { ObjectClient } from '../../../store/client';
import { required } from '../causes';
import type { AggregatedRequest, AggregatedResponse, SubresourceDefinition } from '../../definition';
import { text } from '../../read';
import { section } from '../draft';
import { CREATED } from './answers';

async function bind(client: ObjectClient, { name = '', namespace = '', body, headers, dryRun }: AggregatedRequest): Promise<AggregatedResponse> {
  const binding = decodeObject(body, bodyFormat(headers['content-type']), 'Binding');
  const given = text(binding, 'metadata', 'name');
  if (given && given !== name) throw badRequest('name in URL does not match name in Binding object');
  const [kind, node] = [text(binding, 'target', 'kind'), text(binding, 'target', 'name')];
  if (node === '') throw invalid({ group: '', kind: 'Binding' }, name, [required('target.name')]);
  if (kind !== '' && kind !== 'Node') throw badRequest(`cannot bind a pod to a ${kind}`);
  const pod = client.get(PodKind, name, namespace);
  if (!pod) throw notFound(PodKind, name);
  const assigned = text(pod, 'spec', 'nodeName');
  if (assigned) throw conflict({ group: '', plural: 'pods/binding' }, name, `pod ${name} is already assigned to node ${JSON.stringify(assigned)}`);
  if (!dryRun) await client.mutate(PodKind, name, namespace, (draft) => void (section(draft, 'spec').nodeName = node));
  return CREATED;
}

/** `pods/binding`: puts a pod on a node, as schedulers do. */
export function bindingSubresource(client: ObjectClient): SubresourceDefinition {
  return { verbs: ['create'], kind: 'Binding', handle: (request) => bind(client, request) };
}
