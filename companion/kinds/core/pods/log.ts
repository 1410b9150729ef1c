import { Readable } from 'node:stream';
import { PodKind, VirtualMachineInstanceKind } from '../../../../contracts/kinds';
import type { UnknownObject } from '../../../../contracts/objects';
import { badRequest, notFound } from '../../../lib/api-error';
import type { Clock } from '../../../lib/clock';
import type { ObjectReader } from '../../../store/client';
import type { AggregatedRequest, AggregatedResponse, SubresourceDefinition } from '../../definition';
import { items, text } from '../../read';
import { type LogOptions, logOptions } from './log-options';
import { endsInLine, lastLines, newPart, stamped } from './log-text';

export interface LogSources {
  read: ObjectReader;
  clock: Clock;
  /** What the serial line of the guest with this uid has said lately. */
  serialHistory(uid: string): Promise<Buffer>;
}

/** How often a log that is followed is looked at. */
const LOOK_MS = 500;

/** `pods/log`: the log of a launcher is the serial line of its guest, whichever of its containers is asked for. */
export function logSubresource(sources: LogSources): SubresourceDefinition {
  return { verbs: ['get'], kind: 'Pod', handle: (request) => podLog(sources, request) };
}

async function podLog(sources: LogSources, { name = '', namespace = '', query }: AggregatedRequest): Promise<AggregatedResponse> {
  const options = logOptions(name, query);
  const pod = sources.read.get(PodKind, name, namespace);
  if (!pod) throw notFound(PodKind, name);
  const container = containerOf(pod, options);
  checkStarted(pod, container, options);
  const guest = text(pod, 'spec', 'nodeName') === '' ? undefined : guestOf(sources.read, pod);
  const said = await saidBy(sources, guest);
  const started = startOf(pod);
  const tail = options.tailLines === undefined ? said : lastLines(said, options.tailLines);
  const shown = options.timestamps ? stamped(tail, started, false) : tail;
  const { limitBytes } = options;
  const body = limitBytes === undefined ? shown : shown.subarray(0, limitBytes);
  const answer = { code: 200, contentType: 'text/plain' };
  if (!options.follow || guest === undefined || (limitBytes !== undefined && body.length >= limitBytes)) return { ...answer, body };
  const following = Readable.from(follow(sources, { pod, guest, said, shown: body, options }), { objectMode: false });
  return { ...answer, stream: following };
}

function saidBy({ serialHistory }: LogSources, guest: string | undefined): Promise<Buffer> {
  return guest === undefined ? Promise.resolve(Buffer.alloc(0)) : serialHistory(guest).catch(() => Buffer.alloc(0));
}

interface Following {
  pod: UnknownObject;
  guest: string;
  /** The whole log as it was at first, and what of it the reader gets. */
  said: Buffer;
  shown: Buffer;
  options: LogOptions;
}

/** What there is, then what comes, until the pod is over or enough bytes were given. */
async function* follow(sources: LogSources, { pod, guest, said, shown, options }: Following): AsyncGenerator<Buffer> {
  let [before, left] = [said, (options.limitBytes ?? Number.POSITIVE_INFINITY) - shown.length];
  if (shown.length > 0) yield shown;
  while (left > 0) {
    const over = isOver(sources.read, pod);
    const now = await saidBy(sources, guest);
    const part = newPart(before, now);
    if (part.length > 0) {
      const more = options.timestamps ? stamped(part, new Date(sources.clock.now()).toISOString(), endsInLine(before)) : part;
      yield more.subarray(0, left);
      left -= more.length;
      before = now;
    }
    if (over) return;
    await new Promise<void>((resolve) => sources.clock.after(LOOK_MS, resolve));
  }
}

function isOver(read: ObjectReader, { metadata }: UnknownObject): boolean {
  const pod = read.get(PodKind, metadata.name, metadata.namespace);
  return pod?.metadata.uid !== metadata.uid || ['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase'));
}

/** The uid of the instance a launcher pod was made for, while that exists. */
function guestOf(read: ObjectReader, { metadata }: UnknownObject): string | undefined {
  const uid = metadata.labels?.['kubevirt.io/created-by'];
  const owner = metadata.ownerReferences?.find((each) => each.uid === uid);
  const instance = owner && read.get(VirtualMachineInstanceKind, owner.name, metadata.namespace);
  return instance?.metadata.uid === uid ? uid : undefined;
}

/** When the pod began to run: the lines that are there at first are at least as young. */
function startOf(pod: UnknownObject): string {
  return text(pod, 'status', 'startTime') || (pod.metadata.creationTimestamp ?? '');
}

/** The container asked for, or the only one. */
function containerOf(pod: UnknownObject, { container }: LogOptions): string {
  const names = (list: string) => items(pod, 'spec', list).map((each) => text(each, 'name'));
  const [own, initial] = [names('containers'), names('initContainers')];
  const { name } = pod.metadata;
  if (container === '') {
    const [only = ''] = own;
    if (own.length === 1) return only;
    const others = initial.length > 0 ? ` or one of the init containers: [${initial.join(' ')}]` : '';
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${own.join(' ')}]${others}`);
  }
  if (!own.includes(container) && !initial.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
  return container;
}

function checkStarted(pod: UnknownObject, container: string, { previous }: LogOptions): void {
  const { name } = pod.metadata;
  if (previous) throw badRequest(`previous terminated container ${JSON.stringify(container)} in pod ${JSON.stringify(name)} not found`);
  const waiting = text(pod, 'spec', 'nodeName') !== '' && text(pod, 'status', 'phase') === 'Pending';
  if (waiting) throw badRequest(`container ${JSON.stringify(container)} in pod ${JSON.stringify(name)} is waiting to start: ContainerCreating`);
}
