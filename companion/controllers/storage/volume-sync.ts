import { rm } from 'node:fs/promises';
import { PersistentVolumeClaimKind, PersistentVolumeKind } from '../../../contracts/kinds';
import { isRecord } from '../../lib/guards';
import type { ControllerContext } from '../context';
import { fromKey } from '../keys';
import { Marks } from './claim-marks';
import { volumeFolder } from './volume-files';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** One look at one PersistentVolume: when its claim is gone, its data go too, unless the class says to retain them. */
export async function syncVolume({ client, folder }: ControllerContext, key: string): Promise<void> {
  const { name } = fromKey(key);
  const volume = client.get(PersistentVolumeKind, name);
  const spec = volume && isRecord(volume.spec) ? volume.spec : undefined;
  const ref = isRecord(spec?.claimRef) ? spec.claimRef : undefined;
  if (!volume || !spec || !ref || !isRecord(spec.csi)) return;
  const claim = client.get(PersistentVolumeClaimKind, text(ref.name), text(ref.namespace));
  if (claim && claim.metadata.uid === ref.uid) return;
  const retained = spec.persistentVolumeReclaimPolicy !== 'Delete' && !volume.metadata.deletionTimestamp;
  if (retained) {
    await client.mutate(PersistentVolumeKind, name, undefined, (draft) => void (draft.status = { phase: 'Released' }), { subresource: 'status' });
    return;
  }
  const uid = text(ref.uid);
  if (uid) await rm(volumeFolder(folder, uid), { recursive: true, force: true });
  await client.delete(PersistentVolumeKind, name);
  await client.mutate(PersistentVolumeKind, name, undefined, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((each) => each !== Marks.volumeProtection);
  });
}
