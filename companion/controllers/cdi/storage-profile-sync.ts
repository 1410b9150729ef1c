import { StorageClassKind, StorageProfileKind, VolumeSnapshotClassKind } from '../../../contracts/kinds';
import type { StorageClass } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import { type ConditionLike, withCondition } from '../conditions';
import type { ControllerContext } from '../context';
import { mutateStatus } from '../status-writes';
import { propertySetsOf } from '../storage/storage-classes';

/** One look at one class: a profile of the same name says what CDI may ask of it. */
export async function syncStorageProfile(context: ControllerContext, name: string): Promise<void> {
  const { client } = context;
  const storageClass = client.get(StorageClassKind, name);
  if (!storageClass) return client.delete(StorageProfileKind, name);
  if (!client.get(StorageProfileKind, name)) {
    try {
      await client.create(StorageProfileKind, { apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'StorageProfile', metadata: { name }, spec: {} });
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
    }
  }
  await writeStatus(context, storageClass);
}

async function writeStatus({ client, clock }: ControllerContext, storageClass: StorageClass): Promise<void> {
  const { name } = storageClass.metadata;
  const detected = propertySetsOf(storageClass);
  const snapshotClass = client.list(VolumeSnapshotClassKind).find((each) => each.driver === storageClass.provisioner)?.metadata.name;
  await mutateStatus(client, StorageProfileKind, { name }, (draft) => {
    const spec = isRecord(draft.spec) ? draft.spec : {};
    const wanted = Array.isArray(spec.claimPropertySets) && spec.claimPropertySets.length > 0 ? spec.claimPropertySets : detected;
    const old = isRecord(draft.status) && Array.isArray(draft.status.conditions) ? (draft.status.conditions as ConditionLike[]) : [];
    const recognized = detected.length > 0;
    const condition = {
      type: 'Recognized',
      status: recognized ? 'True' : 'False',
      reason: recognized ? 'RecognizedProvisioner' : 'UnrecognizedProvisioner',
      message: recognized ? 'Provisioner is recognized' : 'Provisioner is not recognized',
    };
    draft.status = {
      storageClass: name,
      provisioner: storageClass.provisioner,
      ...(wanted.length > 0 ? { claimPropertySets: structuredClone(wanted) } : {}),
      cloneStrategy: spec.cloneStrategy ?? 'copy',
      dataImportCronSourceFormat: spec.dataImportCronSourceFormat ?? 'pvc',
      ...(snapshotClass ? { snapshotClass } : {}),
      conditions: withCondition(old, condition, timestamp(clock)),
    };
  });
}
