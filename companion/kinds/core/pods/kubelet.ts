import { PodKind } from '../../../../contracts/kinds';
import type { UnknownObject } from '../../../../contracts/objects';
import { badRequest, notFound } from '../../../lib/api-error';
import type { ObjectReader } from '../../../store/client';
import type { AggregatedRequest, AggregatedResponse, SubresourceDefinition } from '../../definition';
import { items, text } from '../../read';

/** The answer of a kubelet that runs without its debugging handlers: there are no containers here to enter. */
const DISABLED: AggregatedResponse = {
  code: 405,
  contentType: 'text/plain; charset=utf-8',
  headers: { 'x-content-type-options': 'nosniff' },
  body: 'Debug endpoints are disabled.\n',
};

/** What the API server itself looks at before it turns to the kubelet. */
function checkContainer(pod: UnknownObject, container: string): void {
  const { name } = pod.metadata;
  const names = ['containers', 'initContainers'].flatMap((list) => items(pod, 'spec', list).map((each) => text(each, 'name')));
  const own = items(pod, 'spec', 'containers').map((each) => text(each, 'name'));
  if (container === '' && own.length > 1) throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${own.join(' ')}]`);
  if (container !== '' && !names.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
}

function refuse(read: ObjectReader, { name = '', namespace = '', query, subresource }: AggregatedRequest): AggregatedResponse {
  const pod = read.get(PodKind, name, namespace);
  if (!pod) throw notFound(PodKind, name);
  if (subresource !== 'portforward') checkContainer(pod, query.get('container') ?? '');
  if (text(pod, 'spec', 'nodeName') === '') throw badRequest(`pod ${name} does not have a host assigned`);
  return DISABLED;
}

/** `pods/exec`, `pods/attach` and `pods/portforward`. */
export function kubeletSubresources(read: ObjectReader): Record<string, SubresourceDefinition> {
  const of = (kind: string): SubresourceDefinition => ({
    verbs: ['create', 'get'],
    kind,
    handle: (request) => Promise.resolve().then(() => refuse(read, request)),
  });
  return { attach: of('PodAttachOptions'), exec: of('PodExecOptions'), portforward: of('PodPortForwardOptions') };
}
