import { DataVolumeKind, PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { DataVolume, DataVolumeSource, PersistentVolumeClaim } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { mutateStatus } from '../status-writes';
import { Marks } from '../storage/claim-marks';
import { boundWords, setCondition } from './data-volume-conditions';
import type { DataVolumeContext } from './data-volume-context';
import { deleteImporter } from './importer-pod';

export type Verb = 'Import' | 'Clone' | 'Upload';

export function verbOf(source: DataVolumeSource): Verb {
  if (source.upload) return 'Upload';
  return source.pvc || source.snapshot ? 'Clone' : 'Import';
}

type Words = Parameters<typeof setCondition>[1];

const COMPONENT: Record<Verb, string> = { Import: 'datavolume-import-controller', Clone: 'datavolume-pvc-clone-controller', Upload: 'datavolume-upload-controller' };

function componentOf(dataVolume: DataVolume): string {
  return COMPONENT[dataVolume.spec.sourceRef ? 'Clone' : verbOf(dataVolume.spec.source ?? {})];
}

export function warn({ events }: DataVolumeContext, dataVolume: DataVolume, reason: string, message: string): void {
  events.record(dataVolume, { reason, message, warning: true, component: componentOf(dataVolume) });
}

function cloneWords(dataVolume: DataVolume): string {
  const { pvc, snapshot } = dataVolume.spec.source ?? {};
  const from = pvc ?? snapshot ?? dataVolume.spec.sourceRef;
  const { namespace, name } = dataVolume.metadata;
  return `from ${from?.namespace ?? namespace}/${from?.name ?? ''} into ${namespace}/${name}`;
}

/** CDI's words for entering a phase; undefined for phases that make no event. */
function eventOf(dataVolume: DataVolume, phase: string): { reason: string; message: string; warning?: boolean } | undefined {
  const { name } = dataVolume.metadata;
  switch (phase) {
    case 'ImportScheduled':
      return { reason: phase, message: `Import into ${name} scheduled` };
    case 'ImportInProgress':
      return { reason: phase, message: `Import into ${name} in progress` };
    case 'CloneScheduled':
      return { reason: phase, message: `Cloning ${cloneWords(dataVolume)} scheduled` };
    case 'CloneInProgress':
      return { reason: phase, message: `Cloning ${cloneWords(dataVolume)} in progress` };
    case 'UploadReady':
      return { reason: phase, message: `Upload into ${name} ready` };
    case 'Failed':
      return { reason: 'ImportFailed', message: `Failed to import into PVC ${name}`, warning: true };
    default:
      return undefined;
  }
}

export interface Step {
  phase: string;
  claim: PersistentVolumeClaim | undefined;
  /** The Running condition, or a Bound condition with an error. */
  words?: Words;
  progress?: string;
  restarts?: number;
}

/** Moves the data volume into a phase, with the conditions that go with it. */
export async function enter(context: DataVolumeContext, dataVolume: DataVolume, step: Step): Promise<void> {
  const { phase, claim, words, progress = 'N/A', restarts } = step;
  const { client, clock, events } = context;
  const { name, namespace = '' } = dataVolume.metadata;
  const now = timestamp(clock);
  await mutateStatus(client, DataVolumeKind, { name, namespace }, (draft) => {
    const status = (draft.status ??= {});
    status.phase = phase;
    status.progress = progress;
    status.claimName = name;
    if (restarts !== undefined) status.restartCount = restarts;
    setCondition(draft, boundWords(name, claim), now);
    if (words) setCondition(draft, words, now);
    setCondition(draft, readyWords(phase, draft), now);
    if (!words) setCondition(draft, { type: 'Running', status: 'False', reason: '', message: '' }, now);
  });
  const event = dataVolume.status?.phase === phase ? undefined : eventOf(dataVolume, phase);
  if (event) events.record(dataVolume, { ...event, component: componentOf(dataVolume) });
}

function readyWords(phase: string, draft: DataVolume): Words {
  const running = draft.status?.conditions?.some((condition) => condition.type === 'Running' && condition.status === 'True');
  return { type: 'Ready', status: phase === 'Succeeded' ? 'True' : 'False', reason: running ? 'TransferRunning' : '', message: '' };
}

const DONE: Record<Verb, string> = { Import: 'Import Complete', Clone: 'Clone Complete', Upload: 'Upload Complete' };

function successEvent(dataVolume: DataVolume, verb: Verb): { reason: string; message: string } {
  const { name } = dataVolume.metadata;
  if (verb === 'Clone') return { reason: 'CloneSucceeded', message: `Successfully cloned ${cloneWords(dataVolume)}` };
  if (verb === 'Upload') return { reason: 'UploadSucceeded', message: `Successfully uploaded into ${name}` };
  return { reason: 'ImportSucceeded', message: `Successfully imported into PVC ${name}` };
}

/** The disk is there. `verb` is undefined for an adopted claim. */
export async function succeed(context: DataVolumeContext, dataVolume: DataVolume, claim: PersistentVolumeClaim, verb: Verb | undefined): Promise<void> {
  const { client, clock, events, transfers } = context;
  const { name, namespace = '', uid = '' } = dataVolume.metadata;
  const now = timestamp(clock);
  await client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => {
    if (verb) draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.podPhase]: 'Succeeded' };
  });
  await mutateStatus(client, DataVolumeKind, { name, namespace }, (draft) => {
    const status = (draft.status ??= {});
    status.phase = 'Succeeded';
    status.progress = verb === 'Upload' ? 'N/A' : '100.0%';
    status.claimName = name;
    setCondition(draft, boundWords(name, claim), now);
    setCondition(draft, { type: 'Ready', status: 'True', reason: '', message: '' }, now);
    setCondition(draft, { type: 'Running', status: 'False', reason: 'Completed', message: verb ? DONE[verb] : '' }, now);
  });
  transfers.forget(uid);
  if (verb === 'Import') await deleteImporter(context, dataVolume);
  if (verb) events.record(dataVolume, { ...successEvent(dataVolume, verb), component: componentOf(dataVolume) });
}
