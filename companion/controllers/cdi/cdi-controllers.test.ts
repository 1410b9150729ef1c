import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DataImportCronKind,
  DataSourceKind,
  DataVolumeKind,
  EventKind,
  PersistentVolumeClaimKind,
  PersistentVolumeKind,
  PodKind,
  StorageProfileKind,
  VirtualMachineKind,
} from '../../../contracts/kinds';
import type { DataVolume } from '../../../contracts/virt';
import { VolumeSnapshots } from '../snapshot/types';
import { volumeFile, volumeFolder } from '../storage/volume-files';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
let web: Server;
/** Answers of the web server by path: undefined is 404. */
const pages = new Map<string, Buffer>();

beforeAll(async () => {
  cluster = await startCluster();
  web = createServer((req, res) => {
    const page = pages.get(req.url ?? '');
    res.statusCode = page ? 200 : 404;
    res.end(page ?? 'no');
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  web.close();
  await cluster.stop();
});

const url = (path: string) => `http://127.0.0.1:${(web.address() as AddressInfo).port}${path}`;
const storage = (size: string, storageClassName?: string) => ({ resources: { requests: { storage: size } }, ...(storageClassName ? { storageClassName } : {}) });

function dataVolume(name: string, spec: DataVolume['spec'], annotations: Record<string, string> = {}): DataVolume {
  return { apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataVolume', metadata: { name, namespace: NAMESPACE, annotations }, spec };
}

const phase = (wanted: string) => (object: DataVolume | undefined) => object?.status?.phase === wanted;
const condition = (object: DataVolume | undefined, type: string) => object?.status?.conditions?.find((each) => each.type === type);

describe('a blank data volume', () => {
  it('gets a claim from the profile of the default class, a volume and a disk image', async () => {
    await cluster.client.create(DataVolumeKind, dataVolume('blank', { source: { blank: {} }, storage: storage('32Mi') }));
    const done = await cluster.until(DataVolumeKind, 'blank', phase('Succeeded'));
    expect(condition(done, 'Bound')).toMatchObject({ status: 'True', message: 'PVC blank Bound' });
    expect(condition(done, 'Ready')?.status).toBe('True');
    expect(condition(done, 'Running')).toMatchObject({ status: 'False', reason: 'Completed', message: 'Import Complete' });
    const claim = cluster.client.get(PersistentVolumeClaimKind, 'blank', NAMESPACE);
    expect(claim?.spec).toMatchObject({ accessModes: ['ReadWriteMany'], volumeMode: 'Block', storageClassName: 'shared' });
    expect(claim && existsSync(volumeFile(cluster.folder, claim))).toBe(true);
  });

  it('leaves no claim, volume or file when it is deleted', async () => {
    const claim = cluster.client.get(PersistentVolumeClaimKind, 'blank', NAMESPACE);
    await cluster.client.delete(DataVolumeKind, 'blank', NAMESPACE);
    await cluster.client.delete(PersistentVolumeClaimKind, 'blank', NAMESPACE);
    await cluster.until(PersistentVolumeKind, claim?.spec.volumeName ?? '', (volume) => volume === undefined);
    expect(existsSync(volumeFolder(cluster.folder, claim?.metadata.uid ?? ''))).toBe(false);
  });

  it('asks for more than it is given to hold, where a file system takes its part', async () => {
    const spec = { source: { blank: {} }, storage: { ...storage('1Gi'), volumeMode: 'Filesystem' as const, accessModes: ['ReadWriteOnce'] } };
    await cluster.client.create(DataVolumeKind, dataVolume('overhead', spec));
    await cluster.until(DataVolumeKind, 'overhead', phase('Succeeded'));
    expect(cluster.client.get(PersistentVolumeClaimKind, 'overhead', NAMESPACE)?.spec.resources?.requests?.storage).toBe('1090Mi');
  });
});

describe('an import', () => {
  it('brings a disk over HTTP', async () => {
    pages.set('/disk.raw', Buffer.alloc(1024 * 1024, 7));
    await cluster.client.create(DataVolumeKind, dataVolume('imported', { source: { http: { url: url('/disk.raw') } }, storage: storage('16Mi') }));
    const done = await cluster.until(DataVolumeKind, 'imported', phase('Succeeded'));
    expect(done?.status?.progress).toBe('100.0%');
    await cluster.until(PodKind, 'importer-imported', (pod) => pod === undefined);
  });

  it('come from buckets, too, and from nowhere else in plain words', async () => {
    await cluster.client.create(DataVolumeKind, dataVolume('bucket', { source: { s3: { url: url('/disk.raw') } }, storage: storage('16Mi') }));
    await cluster.until(DataVolumeKind, 'bucket', (each) => each?.status?.phase === 'Succeeded');
    await cluster.client.create(DataVolumeKind, dataVolume('locked', { source: { gcs: { url: 'gs://bucket/disk.raw', secretRef: 'key' } }, storage: storage('16Mi') }));
    const failed = await cluster.until(DataVolumeKind, 'locked', (each) => (each?.status?.restartCount ?? 0) > 0);
    expect(condition(failed, 'Running')?.message).toContain('only public objects can be imported');
  });

  it('that answers 404 stays in progress, says so and counts its restarts', async () => {
    await cluster.client.create(DataVolumeKind, dataVolume('absent', { source: { http: { url: url('/absent') } }, storage: storage('16Mi') }));
    const failed = await cluster.until(DataVolumeKind, 'absent', (each) => condition(each, 'Running')?.reason === 'Error');
    expect(failed?.status?.phase).toBe('ImportInProgress');
    expect(failed?.status?.restartCount).toBe(1);
    expect(cluster.client.get(PodKind, 'importer-absent', NAMESPACE)?.status).toMatchObject({ phase: 'Running', containerStatuses: [{ name: 'importer' }] });
    expect(condition(failed, 'Running')?.message).toContain('Unable to connect to http data source: expected status code 200, got 404');
    const said = cluster.client.list(EventKind, { namespace: NAMESPACE }).filter((event) => event.involvedObject.name === 'absent');
    expect(said.some((event) => event.type === 'Warning' && event.reason === 'Error')).toBe(true);
  });

  it('that is too big for its claim says so', async () => {
    pages.set('/big.raw', Buffer.alloc(4 * 1024 * 1024, 7));
    await cluster.client.create(DataVolumeKind, dataVolume('small', { source: { http: { url: url('/big.raw') } }, storage: storage('1Mi') }));
    const failed = await cluster.until(DataVolumeKind, 'small', (each) => condition(each, 'Running')?.reason === 'Error');
    expect(condition(failed, 'Running')?.message).toBe('DataVolume too small to contain image');
  });
});

describe('a clone', () => {
  it('waits for its source, then copies it', async () => {
    const spec = { source: { pvc: { name: 'origin', namespace: NAMESPACE } }, storage: {} };
    await cluster.client.create(DataVolumeKind, dataVolume('copy', spec));
    await cluster.until(DataVolumeKind, 'copy', phase('Pending'));
    await cluster.client.create(DataVolumeKind, dataVolume('origin', { source: { blank: {} }, storage: storage('16Mi') }));
    const done = await cluster.until(DataVolumeKind, 'copy', phase('Succeeded'));
    expect(condition(done, 'Running')?.message).toBe('Clone Complete');
    expect(cluster.client.get(PersistentVolumeClaimKind, 'copy', NAMESPACE)?.spec.resources?.requests?.storage).toBe('16Mi');
  });

  it('copies a snapshot of a volume too', async () => {
    await cluster.client.create(VolumeSnapshots, {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name: 'moment', namespace: NAMESPACE },
      spec: { source: { persistentVolumeClaimName: 'origin' } },
    });
    await cluster.client.create(DataVolumeKind, dataVolume('of-moment', { source: { snapshot: { name: 'moment', namespace: NAMESPACE } }, storage: {} }));
    await cluster.until(DataVolumeKind, 'of-moment', phase('Succeeded'));
  });

  it('into a smaller claim is refused with the two sizes', async () => {
    await cluster.client.create(DataVolumeKind, dataVolume('tight', { source: { pvc: { name: 'origin', namespace: NAMESPACE } }, storage: storage('8Mi') }));
    await cluster.until(DataVolumeKind, 'tight', phase('CloneScheduled'));
    const refusal = 'target resources requests storage size is smaller than the source 8Mi < 16Mi';
    await cluster.until(EventKind, '', () => cluster.client.list(EventKind, { namespace: NAMESPACE }).some((event) => event.message === refusal));
  });
});

describe('a class that waits for its first consumer', () => {
  it('keeps the data volume waiting until a machine asks for it', async () => {
    const template = { metadata: { name: 'consumed' }, spec: { source: { blank: {} }, storage: storage('16Mi', 'waiting') } };
    const vm = machine('consumer', { runStrategy: 'Halted', dataVolumeTemplates: [template] });
    if (vm.spec.template.spec) vm.spec.template.spec.volumes = [{ name: 'root', dataVolume: { name: 'consumed' } }];
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.until(DataVolumeKind, 'consumed', phase('WaitForFirstConsumer'));
    await cluster.client.mutate(VirtualMachineKind, 'consumer', NAMESPACE, (draft) => void (draft.spec.runStrategy = 'Always'));
    await cluster.until(VirtualMachineKind, 'consumer', (each) => each?.status?.printableStatus === 'Running');
    expect(cluster.client.get(DataVolumeKind, 'consumed', NAMESPACE)?.status?.phase).toBe('Succeeded');
  });

  it('does not when CDI is told to bind at once', async () => {
    const annotations = { 'cdi.kubevirt.io/storage.bind.immediate.requested': 'true' };
    await cluster.client.create(DataVolumeKind, dataVolume('at-once', { source: { blank: {} }, storage: storage('16Mi', 'waiting') }, annotations));
    await cluster.until(DataVolumeKind, 'at-once', phase('Succeeded'));
  });
});

describe('DataSources and crons', () => {
  it('a DataSource is ready when its claim is', async () => {
    const source = (name: string, pvc: string) => ({
      apiVersion: 'cdi.kubevirt.io/v1beta1',
      kind: 'DataSource',
      metadata: { name, namespace: NAMESPACE },
      spec: { source: { pvc: { name: pvc, namespace: NAMESPACE } } },
    });
    await cluster.client.create(DataSourceKind, source('good', 'origin'));
    await cluster.client.create(DataSourceKind, source('bad', 'nothing'));
    const good = await cluster.until(DataSourceKind, 'good', (each) => each?.status?.conditions?.[0]?.status === 'True');
    expect(good?.status?.conditions?.[0]).toMatchObject({ reason: 'Ready', message: 'DataSource is ready to be consumed' });
    const bad = await cluster.until(DataSourceKind, 'bad', (each) => each?.status?.conditions?.[0]?.status === 'False');
    expect(bad?.status?.conditions?.[0]).toMatchObject({ reason: 'NotFound', message: 'PVC not found' });
  });

  it('a cron imports its source and points the DataSource at it', async () => {
    await cluster.client.create(DataImportCronKind, {
      apiVersion: 'cdi.kubevirt.io/v1beta1',
      kind: 'DataImportCron',
      metadata: { name: 'daily', namespace: NAMESPACE, labels: { 'instancetype.kubevirt.io/default-preference': 'linux' } },
      spec: { managedDataSource: 'nightly', schedule: '0 3 * * *', template: { spec: { source: { pvc: { name: 'origin', namespace: NAMESPACE } }, storage: storage('16Mi') } } },
    });
    const source = await cluster.until(DataSourceKind, 'nightly', (each) => each?.status?.conditions?.[0]?.status === 'True');
    expect(source?.metadata.labels).toMatchObject({ 'cdi.kubevirt.io/dataImportCron': 'daily', 'instancetype.kubevirt.io/default-preference': 'linux' });
    const cron = await cluster.until(DataImportCronKind, 'daily', (each) => each?.status?.conditions?.some(({ type, status }) => type === 'UpToDate' && status === 'True') ?? false);
    expect(cron?.status?.currentImports?.[0]?.DataVolumeName).toBe(source?.spec.source.pvc?.name);
  });

  it('every class has a profile', async () => {
    const profile = await cluster.until(StorageProfileKind, 'shared', (each) => each?.status !== undefined);
    expect(profile?.status).toMatchObject({ storageClass: 'shared', claimPropertySets: [{ accessModes: ['ReadWriteMany'], volumeMode: 'Block' }, { accessModes: ['ReadWriteOnce'] }] });
  });
});
