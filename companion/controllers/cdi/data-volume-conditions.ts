import type { DataVolume, PersistentVolumeClaim } from '../../../contracts/virt';
import { ImageError } from '../../images/images';

type Condition = NonNullable<NonNullable<DataVolume['status']>['conditions']>[number];
type Words = Omit<Condition, 'lastTransitionTime' | 'lastHeartbeatTime'>;

/** Sets one condition; reason and message are always written, as CDI does. */
export function setCondition(draft: DataVolume, words: Words, now: string): void {
  const status = (draft.status ??= {});
  const list = [...(status.conditions ?? [])];
  const index = list.findIndex((each) => each.type === words.type);
  const old = index < 0 ? undefined : list[index];
  if (old && old.status === words.status && old.reason === words.reason && old.message === words.message) return;
  const lastTransitionTime = old?.status === words.status ? (old.lastTransitionTime ?? now) : now;
  const written: Condition = { ...words, lastTransitionTime, lastHeartbeatTime: now };
  if (index < 0) list.push(written);
  else list[index] = written;
  status.conditions = list;
}

export function boundWords(name: string, claim: PersistentVolumeClaim | undefined): Words {
  if (!claim) return { type: 'Bound', status: 'False', reason: 'NotFound', message: 'No PVC found' };
  if (claim.status?.phase === 'Bound') return { type: 'Bound', status: 'True', reason: 'Bound', message: `PVC ${name} Bound` };
  if (claim.status?.phase === 'Lost') return { type: 'Bound', status: 'False', reason: 'ClaimLost', message: 'Claim Lost' };
  return { type: 'Bound', status: 'False', reason: 'Pending', message: `PVC ${name} Pending` };
}

/** CDI shortens what it knows. */
export function shortened(message: string): string {
  const small = ['is larger than the reported available', 'no space left on device', 'file largest block is bigger than maxblock', 'disk quota exceeded'];
  return small.some((words) => message.includes(words)) ? 'DataVolume too small to contain image' : message;
}

export function failureMessage(message: string): string {
  return shortened(message.startsWith('Unable to') ? message : `Unable to process data: ${message}`);
}

/** A wrong checksum stays wrong: the data volume fails for good. */
export function isFatalImport(error: unknown): boolean {
  return error instanceof ImageError && error.reason === 'ChecksumMismatch';
}
