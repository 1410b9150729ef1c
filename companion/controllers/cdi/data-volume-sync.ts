import { existsSync } from 'node:fs';
import { DataVolumeKind, PersistentVolumeClaimKind, StorageClassKind } from '../../../contracts/kinds';
import type { DataVolume, DataVolumeSource, PersistentVolumeClaim } from '../../../contracts/virt';
import { formatBytes } from '../../kinds/kubevirt/quantity';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import { controllerOf, fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import { Marks } from '../storage/claim-marks';
import { mayBind } from '../storage/claim-sync';
import { volumeFile } from '../storage/volume-files';
import type { Again } from '../work-queue';
import { claimFor, imageSize, InvalidClaim } from './claim-for-data-volume';
import { boundWords, failureMessage, setCondition } from './data-volume-conditions';
import type { DataVolumeContext } from './data-volume-context';
import { cloneSource, fillVolume, resolveSource, snapshotSource } from './data-volume-source';
import { createImporter } from './importer-pod';
import { enter, succeed, warn, type Verb, verbOf } from './data-volume-phases';

/** One look at one DataVolume: its claim, the transfer into it, its phase and conditions. */
export async function syncDataVolume(context: DataVolumeContext, key: string): Promise<Again | void> {
  const { client, transfers } = context;
  const { name, namespace } = fromKey(key);
  const dataVolume = client.get(DataVolumeKind, name, namespace);
  if (!dataVolume) return;
  if (dataVolume.metadata.deletionTimestamp) return transfers.forget(dataVolume.metadata.uid ?? '');
  const claim = client.get(PersistentVolumeClaimKind, name, namespace);
  if (dataVolume.status?.phase === 'Succeeded') return keepSucceeded(context, dataVolume, claim);
  const resolved = resolveSource(client, dataVolume);
  if ('waiting' in resolved) {
    warn(context, dataVolume, 'NotFound', resolved.waiting);
    return void (await enter(context, dataVolume, { phase: 'Pending', claim }));
  }
  if (!claim) return createClaim(context, dataVolume, resolved.source);
  if (controllerOf(claim)?.uid !== dataVolume.metadata.uid) return adoptClaim(context, dataVolume, claim);
  return populate(context, dataVolume, resolved.source, claim);
}

const RUNNING = { type: 'Running', status: 'True', reason: 'Pod is running', message: '' };

async function keepSucceeded(context: DataVolumeContext, dataVolume: DataVolume, claim: PersistentVolumeClaim | undefined): Promise<void> {
  if (claim?.status?.phase === 'Bound') return;
  const { name, namespace = '' } = dataVolume.metadata;
  await mutateStatus(context.client, DataVolumeKind, { name, namespace }, (draft) => {
    setCondition(draft, boundWords(name, claim), timestamp(context.clock));
  });
}

async function createClaim(context: DataVolumeContext, dataVolume: DataVolume, source: DataVolumeSource): Promise<Again | void> {
  const { client } = context;
  const from = cloneSource(client, dataVolume, source);
  const spec = dataVolume.spec.pvc ?? dataVolume.spec.storage;
  const sized = spec?.resources?.requests?.storage !== undefined;
  const missing = (source.pvc && !from) || (source.snapshot && !snapshotSource(client, dataVolume, source));
  if (missing) {
    const words = source.pvc ? `pvc ${source.pvc.name}` : `snapshot ${source.snapshot?.name ?? ''}`;
    warn(context, dataVolume, 'CloneWithoutSource', `The source ${words} doesn't exist`);
    if (!sized) return void (await enter(context, dataVolume, { phase: 'Pending', claim: undefined }));
  }
  try {
    const size = from ? formatBytes(imageSize(from)) : snapshotSource(client, dataVolume, source)?.status?.restoreSize;
    await client.create(PersistentVolumeClaimKind, claimFor(client, dataVolume, size));
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return;
    const message = error instanceof Error ? error.message : String(error);
    const quota = message.includes('exceeded quota');
    warn(context, dataVolume, quota ? 'ErrExceededQuota' : 'ErrClaimNotValid', message);
    await enter(context, dataVolume, { phase: 'Pending', claim: undefined, words: { type: 'Bound', status: 'False', reason: quota ? 'ErrExceededQuota' : 'ErrClaimNotValid', message } });
    if (!(error instanceof InvalidClaim)) throw error;
  }
}

async function adoptClaim(context: DataVolumeContext, dataVolume: DataVolume, claim: PersistentVolumeClaim): Promise<void> {
  const { name } = dataVolume.metadata;
  const annotations = dataVolume.metadata.annotations ?? {};
  const mine = annotations[Marks.prePopulated] === name || annotations[Marks.allowAdoption] === 'true';
  if (mine) return succeed(context, dataVolume, claim, undefined);
  warn(context, dataVolume, 'ErrResourceExists', `Resource "${name}" already exists and is not managed by DataVolume`);
  await enter(context, dataVolume, { phase: 'Pending', claim });
}

async function populate(context: DataVolumeContext, dataVolume: DataVolume, source: DataVolumeSource, claim: PersistentVolumeClaim): Promise<Again | void> {
  const verb = verbOf(source);
  if (claim.status?.phase === 'Lost') return void (await enter(context, dataVolume, { phase: 'Failed', claim }));
  if (claim.status?.phase !== 'Bound') {
    const storageClass = context.client.get(StorageClassKind, claim.spec.storageClassName ?? '');
    const waits = storageClass !== undefined && !mayBind(claim, storageClass);
    return void (await enter(context, dataVolume, { phase: waits ? 'WaitForFirstConsumer' : 'Pending', claim }));
  }
  if (claim.metadata.annotations?.[Marks.podPhase] === 'Succeeded') return succeed(context, dataVolume, claim, verb);
  if (verb === 'Upload') return offerUpload(context, dataVolume, claim);
  if (verb === 'Clone') {
    const obstacle = cloneObstacle(context, dataVolume, source, claim);
    if (obstacle) {
      warn(context, dataVolume, obstacle.reason, obstacle.message);
      return void (await enter(context, dataVolume, { phase: 'CloneScheduled', claim }));
    }
  }
  return transfer(context, dataVolume, source, claim);
}

/** The claim is bound, its own transfer is over and its image is there. */
function isFilled({ client, folder }: DataVolumeContext, claim: PersistentVolumeClaim): boolean {
  const phase = client.get(DataVolumeKind, claim.metadata.name, claim.metadata.namespace)?.status?.phase ?? 'Succeeded';
  return claim.status?.phase === 'Bound' && phase === 'Succeeded' && existsSync(volumeFile(folder, claim));
}

function cloneObstacle(context: DataVolumeContext, dataVolume: DataVolume, source: DataVolumeSource, claim: PersistentVolumeClaim) {
  const from = cloneSource(context.client, dataVolume, source);
  if (source.snapshot) {
    const ready = snapshotSource(context.client, dataVolume, source);
    return ready ? undefined : { reason: 'CloneWithoutSource', message: `The source snapshot ${source.snapshot.name} doesn't exist` };
  }
  if (!from || !isFilled(context, from)) return { reason: 'CloneWithoutSource', message: `The source pvc ${source.pvc?.name ?? ''} doesn't exist` };
  const [has, needs] = [imageSize(claim), imageSize(from)];
  if (has < needs) {
    const [small, big] = [claim, from].map((each) => each.spec.resources?.requests?.storage ?? '');
    return { reason: 'ErrIncompatiblePVC', message: `target resources requests storage size is smaller than the source ${small} < ${big}` };
  }
  const user = context.userOf(from.metadata.namespace ?? '', from.metadata.name);
  if (user) return { reason: 'CloneSourceInUse', message: `pod ${from.metadata.namespace}/${user} using PersistentVolumeClaim ${from.metadata.name}` };
  return undefined;
}

async function offerUpload(context: DataVolumeContext, dataVolume: DataVolume, claim: PersistentVolumeClaim): Promise<void> {
  const { name, namespace } = claim.metadata;
  await context.client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.podPhase]: 'Running', [Marks.podReady]: 'true' };
  });
  await enter(context, dataVolume, { phase: 'UploadReady', claim, words: RUNNING });
}

async function transfer(context: DataVolumeContext, dataVolume: DataVolume, source: DataVolumeSource, claim: PersistentVolumeClaim): Promise<Again | void> {
  const { transfers, folder, clock } = context;
  const uid = dataVolume.metadata.uid ?? '';
  const verb: Verb = verbOf(source);
  const state = transfers.state(uid);
  const begin = () => transfers.begin(uid, (signal, onProgress) => fillVolume(context, dataVolume, source, claim, { signal, onProgress }));
  if (!state) {
    if (existsSync(volumeFile(folder, claim))) return succeed(context, dataVolume, claim, verb);
    if (verb === 'Import') await createImporter(context, dataVolume, claim);
    await enter(context, dataVolume, { phase: `${verb}Scheduled`, claim, words: { type: 'Running', status: 'False', reason: 'ContainerCreating', message: '' } });
    return begin();
  }
  if (state.state === 'done') return succeed(context, dataVolume, claim, verb);
  if (state.state === 'running') {
    const progress = state.percent > 0 ? `${state.percent.toFixed(2)}%` : 'N/A';
    return void (await enter(context, dataVolume, { phase: `${verb}InProgress`, claim, words: RUNNING, progress }));
  }
  const message = failureMessage(state.message);
  const reason = state.fatal ? 'ChecksumError' : 'Error';
  warn(context, dataVolume, reason, message);
  const words = { type: 'Running', status: 'False', reason, message };
  await enter(context, dataVolume, { phase: state.fatal ? 'Failed' : `${verb}InProgress`, claim, words, restarts: state.attempt + 1 });
  if (state.fatal) return;
  const wait = state.retryAt - clock.now();
  if (wait > 0) return { after: wait };
  begin();
}
