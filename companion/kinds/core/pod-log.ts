import { PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { ApiError, badRequest, notFound } from '../../lib/api-error';
import type { ObjectReader } from '../../store/client';
import type { AggregatedRequest, AggregatedResponse, SubresourceDefinition } from '../definition';
import { items, text } from '../read';

interface LogSources {
  read: ObjectReader;
  /** What the serial line of the guest with this uid has said lately. */
  serialHistory(uid: string): Promise<Buffer>;
}

/** KubeVirt's container that prints the serial line; here the only log there is, so the launcher's own container shows it too. */
const CONSOLE_LOG = 'guest-console-log';

/** `pods/log`: the log of a launcher is the serial line of its guest. */
export function logSubresource(sources: LogSources): SubresourceDefinition {
  return { verbs: ['get'], kind: 'Pod', handle: (request) => podLog(sources, request) };
}

async function podLog({ read, serialHistory }: LogSources, { name = '', namespace = '', query }: AggregatedRequest): Promise<AggregatedResponse> {
  const pod = read.get(PodKind, name, namespace);
  if (!pod) throw notFound(PodKind, name);
  checkContainer(pod, query.get('container') ?? '');
  const lines = number(query, 'tailLines');
  const bytes = number(query, 'limitBytes');
  const guest = guestOf(read, pod);
  const said = guest === undefined ? Buffer.alloc(0) : await serialHistory(guest).catch(() => Buffer.alloc(0));
  const tail = lines === undefined ? said : lastLines(said, lines);
  return { code: 200, contentType: 'text/plain', body: bytes === undefined ? tail : tail.subarray(0, bytes) };
}

/** The uid of the instance a launcher pod was made for, while that exists. */
function guestOf(read: ObjectReader, { metadata }: UnknownObject): string | undefined {
  const uid = metadata.labels?.['kubevirt.io/created-by'];
  const owner = metadata.ownerReferences?.find((each) => each.uid === uid);
  const instance = owner && read.get(VirtualMachineInstanceKind, owner.name, metadata.namespace);
  return instance?.metadata.uid === uid ? uid : undefined;
}

function checkContainer(pod: UnknownObject, container: string): void {
  const names = items(pod.spec, 'containers').map((each) => text(each, 'name'));
  if (container === '' || container === CONSOLE_LOG || names.includes(container)) return;
  throw badRequest(`container ${container} is not valid for pod ${pod.metadata.name}`);
}

function number(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name);
  if (given === null || given === '') return undefined;
  if (/^\d{1,15}$/.test(given)) return Number(given);
  const message = `Invalid value: ${JSON.stringify(given)}: must be greater than or equal to 0`;
  throw new ApiError(422, 'Invalid', `PodLogOptions "" is invalid: ${name}: ${message}`, {
    kind: 'PodLogOptions',
    causes: [{ reason: 'FieldValueInvalid', message, field: name }],
  });
}

/** The end of the log from the given number of lines on; a line break at the very end does not begin another line. */
function lastLines(log: Buffer, count: number): Buffer {
  if (count === 0) return Buffer.alloc(0);
  let at = log.length - 1;
  for (let left = count; left > 0 && at >= 0; left -= 1) at = log.lastIndexOf(10, at - 1);
  return at < 0 ? log : log.subarray(at + 1);
}
