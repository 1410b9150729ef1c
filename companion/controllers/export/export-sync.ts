import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { SecretKind } from '../../../contracts/kinds';
import { durationMs } from '../../kinds/kubevirt/durations';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, withCondition } from '../conditions';
import type { ControllerContext } from '../context';
import { controlledBy, fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import type { Again } from '../work-queue';
import { exportFolder } from './export-files';
import { exportLinks } from './export-links';
import { exportSource, type ExportSource } from './export-source';
import { type Export, type ExportAddress, Exports } from './types';

const COMPONENT = 'export-controller';
const LIFETIME = 2 * 3_600_000;
/** Timers cannot wait for weeks. */
const LONGEST_WAIT = 3_600_000;

type Words = Omit<ConditionLike, 'lastTransitionTime'>;

const tokenSecret = ({ metadata, spec }: Export) => spec.tokenSecretRef ?? `export-token-${metadata.name}`;

async function ensureToken({ client }: ControllerContext, exported: Export): Promise<void> {
  const { namespace } = exported.metadata;
  const name = tokenSecret(exported);
  if (exported.spec.tokenSecretRef || client.get(SecretKind, name, namespace)) return;
  const token = randomBytes(33).toString('base64url');
  await client.create(SecretKind, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace ? { namespace } : {}), ownerReferences: [controlledBy(exported)] },
    type: 'Opaque',
    data: { token: Buffer.from(token).toString('base64') },
  });
}

function readyWords({ obstacle }: ExportSource): Words {
  if (!obstacle) return { type: 'Ready', status: 'True', reason: 'PodReady' };
  return { type: 'Ready', status: 'False', reason: obstacle.reason, message: obstacle.message };
}

function volumeWords({ spec }: Export, { obstacle }: ExportSource): Words {
  if (spec.source.kind === 'PersistentVolumeClaim') {
    if (obstacle?.reason === 'PVCNotFound') return { type: 'PVCReady', status: 'False', reason: 'PVCNotFound', message: obstacle.message };
    const isWaiting = obstacle?.reason === 'VolumesNotPopulated';
    return isWaiting ? { type: 'PVCReady', status: 'False', reason: 'PVCPending' } : { type: 'PVCReady', status: 'True', reason: 'PVCBound' };
  }
  return { type: 'VolumesCreated', status: obstacle ? 'False' : 'True', reason: obstacle ? 'NotAllPVCsReady' : 'AllPVCsReady' };
}

function phaseOf({ obstacle }: ExportSource): string {
  if (!obstacle) return 'Ready';
  return obstacle.skipped ? 'Skipped' : 'Pending';
}

interface Judgement {
  exported: Export;
  source: ExportSource;
  expires: number;
}

async function writeStatus({ client, clock }: ControllerContext, address: ExportAddress, { exported, source, expires }: Judgement): Promise<void> {
  const { name, namespace = '' } = exported.metadata;
  await mutateStatus(client, Exports, { name, namespace }, (draft) => {
    const now = timestamp(clock);
    let conditions = withCondition(draft.status?.conditions, readyWords(source), now);
    conditions = withCondition(conditions, volumeWords(exported, source), now);
    const { links: _, virtualMachineName: __, ...kept } = draft.status ?? {};
    draft.status = {
      ...kept,
      phase: phaseOf(source),
      tokenSecretRef: tokenSecret(exported),
      serviceName: `virt-export-${name}`,
      ttlExpirationTime: new Date(expires).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      ...(source.machine ? { virtualMachineName: source.machine.metadata.name } : {}),
      ...(source.obstacle ? {} : { links: exportLinks(exported, source, address) }),
      conditions,
    };
  });
}

/** One look at one VirtualMachineExport: its token, what it holds now, and its end. */
export async function syncExport(context: ControllerContext, address: ExportAddress, key: string): Promise<Again | void> {
  const { client, clock, events, folder } = context;
  const { name, namespace } = fromKey(key);
  const exported = client.get(Exports, name, namespace);
  if (!exported || exported.metadata.deletionTimestamp) return;
  const begun = Date.parse(exported.metadata.creationTimestamp ?? timestamp(clock));
  const expires = begun + (durationMs(exported.spec.ttlDuration) ?? LIFETIME);
  if (clock.now() >= expires) {
    await client.delete(Exports, name, namespace);
    return;
  }
  await ensureToken(context, exported);
  const source = exportSource(client, folder, exported);
  // What was prepared of a disk is of no use once a guest may write it again.
  if (source.obstacle) await rm(exportFolder(folder, exported), { recursive: true, force: true });
  await writeStatus(context, address, { exported, source, expires });
  if (!source.obstacle && exported.status?.phase !== 'Ready') {
    events.record(exported, { reason: 'ExporterPodReady', message: `The export of ${exported.spec.source.kind} ${namespace}/${exported.spec.source.name} is ready`, component: COMPONENT });
  }
  return { after: Math.min(expires - clock.now(), LONGEST_WAIT) };
}
