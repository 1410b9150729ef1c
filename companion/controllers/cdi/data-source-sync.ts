import { DataSourceKind, DataVolumeKind, PersistentVolumeClaimKind, VolumeSnapshotKind } from '../../../contracts/kinds';
import type { DataSource } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import type { ObjectReader } from '../../store/client';
import { withCondition } from '../conditions';
import type { ControllerContext } from '../context';
import { fromKey } from '../keys';
import { mutateStatus } from '../status-writes';

type Source = DataSource['spec']['source'];
type Words = { status: 'True' | 'False'; reason: string; message: string };

const READY: Words = { status: 'True', reason: 'Ready', message: 'DataSource is ready to be consumed' };
const no = (reason: string, message: string): Words => ({ status: 'False', reason, message });

/** Whether what a DataSource points at can be cloned now. */
function readiness(read: ObjectReader, { pvc, snapshot }: Source): Words {
  if (pvc) {
    const phase = read.get(DataVolumeKind, pvc.name, pvc.namespace)?.status?.phase;
    const claim = read.get(PersistentVolumeClaimKind, pvc.name, pvc.namespace);
    if (phase && phase !== 'Succeeded') return no(phase, `Import DataVolume phase ${phase}`);
    return claim ? READY : no('NotFound', 'PVC not found');
  }
  if (snapshot) {
    const found = read.get(VolumeSnapshotKind, snapshot.name, snapshot.namespace);
    if (!found) return no('NotFound', 'Snapshot not found');
    return isRecord(found.status) && found.status.readyToUse === true ? READY : no('SnapshotNotReady', 'Snapshot phase is not ready');
  }
  return no('NoSource', 'No source PVC set');
}

/** Follows one reference to another DataSource of the same namespace. */
function resolved(read: ObjectReader, dataSource: DataSource): { source: Source } | Words {
  const { name, namespace } = dataSource.metadata;
  const next = dataSource.spec.source.dataSource;
  if (!next) return { source: dataSource.spec.source };
  if ((next.namespace ?? namespace) !== namespace) return no('CrossNamespaceReference', 'DataSource cannot reference a DataSource in another namespace');
  if (next.name === name) return no('SelfReference', 'DataSource cannot self-reference');
  const target = read.get(DataSourceKind, next.name, namespace);
  if (!target) return no('NotFound', 'DataSource not found');
  if (target.spec.source.dataSource) return no('MaxReferenceDepthReached', 'DataSource reference chain exceeds maximum depth of 1');
  return { source: target.spec.source };
}

/** One look at one DataSource: the resolved source and the Ready condition. */
export async function syncDataSource({ client, clock }: ControllerContext, key: string): Promise<void> {
  const { name, namespace } = fromKey(key);
  const dataSource = client.get(DataSourceKind, name, namespace);
  if (!dataSource) return;
  const found = resolved(client, dataSource);
  const words = 'source' in found ? readiness(client, found.source) : found;
  await mutateStatus(client, DataSourceKind, { name, namespace }, (draft) => {
    const status = (draft.status ??= {});
    status.source = 'source' in found ? structuredClone(found.source) : {};
    status.conditions = withCondition(status.conditions, { type: 'Ready', ...words }, timestamp(clock));
  });
}
