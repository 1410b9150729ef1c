import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PersistentVolumeClaimKind, SecretKind, SnapshotKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import { createImageService } from '../../images/service';
import { createExportServer } from '../../kinds/kubevirt/export/export-server';
import { silentLogger } from '../../lib/logger';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { type Export, Exports } from './types';

const SIZE = 16 * 2 ** 20;

let cluster: TestCluster;
let base = '';
const server = createServer((req, res) => {
  void serve(req, res, new URL(req.url ?? '/', 'http://page')).then((served) => served || res.writeHead(404).end());
});
let serve: ReturnType<typeof createExportServer>;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  cluster = await startCluster({ exports: { url: base, ca: 'PEM' } });
  const images = createImageService({ folder: join(cluster.folder, 'copies'), logger: silentLogger });
  serve = createExportServer({ read: cluster.client, images, folder: cluster.folder, logger: silentLogger });
  await cluster.client.create(PersistentVolumeClaimKind, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'disk', namespace: NAMESPACE },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'shared', volumeMode: 'Block', resources: { requests: { storage: '16Mi' } } },
  });
  await cluster.until(PersistentVolumeClaimKind, 'disk', (claim) => claim?.status?.phase === 'Bound');
  const vm = machine('guest', { runStrategy: 'Halted' });
  const spec = vm.spec.template.spec;
  if (spec) spec.volumes = [{ name: 'root', persistentVolumeClaim: { claimName: 'disk' } }];
  await cluster.client.create(VirtualMachineKind, vm);
  await cluster.client.create(VirtualMachineKind, machine('bare', { runStrategy: 'Halted' }));
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await cluster.stop();
});

function order(name: string, source: Export['spec']['source'], more: Partial<Export['spec']> = {}): Promise<Export> {
  return cluster.client.create(Exports, { apiVersion: 'export.kubevirt.io/v1', kind: 'VirtualMachineExport', metadata: { name, namespace: NAMESPACE }, spec: { source, ...more } });
}
const phase = (wanted: string) => (exported: Export | undefined) => exported?.status?.phase === wanted;
const reason = (wanted: string) => (exported: Export | undefined) => exported?.status?.conditions?.find(({ type }) => type === 'Ready')?.reason === wanted;
const claimSource = { apiGroup: '', kind: 'PersistentVolumeClaim', name: 'disk' };
const machineSource = (name: string) => ({ apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name });

function tokenOf(exported: Export | undefined): string {
  const secret = cluster.client.get(SecretKind, exported?.status?.tokenSecretRef ?? '', NAMESPACE);
  const data: unknown = secret && 'data' in secret ? secret.data : undefined;
  return Buffer.from(typeof data === 'object' && data !== null && 'token' in data ? String(data.token) : '', 'base64').toString();
}
const urlOf = (exported: Export | undefined, format: string) => exported?.status?.links?.external?.volumes?.[0]?.formats.find((each) => each.format === format)?.url ?? '';

describe('an export of a claim', () => {
  let exported: Export | undefined;
  let headers: Record<string, string> = {};
  beforeAll(async () => {
    await order('claim', claimSource);
    exported = await cluster.until(Exports, 'claim', phase('Ready'));
    headers = { 'x-kubevirt-export-token': tokenOf(exported) };
  });

  it('has a token of its own, links, and says how long it lasts', () => {
    expect(exported?.status).toMatchObject({ tokenSecretRef: 'export-token-claim', serviceName: 'virt-export-claim' });
    const lasts = Date.parse(exported?.status?.ttlExpirationTime ?? '') - Date.parse(exported?.metadata.creationTimestamp ?? '');
    expect(lasts).toBe(2 * 3_600_000);
    expect(exported?.status?.conditions).toEqual([
      expect.objectContaining({ type: 'Ready', status: 'True', reason: 'PodReady' }),
      expect.objectContaining({ type: 'PVCReady', status: 'True', reason: 'PVCBound' }),
    ]);
    expect(exported?.status?.links?.external?.cert).toBe('PEM');
    expect(urlOf(exported, 'gzip')).toBe(`${base}/api/export.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachineexports/claim/volumes/disk/disk.img.gz`);
  });

  it('gives the disk raw, in parts, and compressed', async () => {
    const raw = await fetch(urlOf(exported, 'raw'), { headers });
    expect([raw.status, raw.headers.get('content-length')]).toEqual([200, String(SIZE)]);
    expect((await raw.arrayBuffer()).byteLength).toBe(SIZE);
    const part = await fetch(urlOf(exported, 'raw'), { headers: { ...headers, range: 'bytes=1024-2047' } });
    expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([206, `bytes 1024-2047/${SIZE}`, 1024]);
    expect((await fetch(urlOf(exported, 'raw'), { headers: { ...headers, range: `bytes=${SIZE}-` } })).status).toBe(416);
    const zipped = await fetch(urlOf(exported, 'gzip'), { headers });
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).length).toBe(SIZE);
  });

  it('gives nothing without the token, and nothing that is not there', async () => {
    const url = urlOf(exported, 'raw');
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { 'x-kubevirt-export-token': 'wrong' } })).status).toBe(401);
    expect((await fetch(`${url}?x-kubevirt-export-token=${headers['x-kubevirt-export-token']}`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(url.replace('/volumes/disk/', '/volumes/other/'), { headers })).status).toBe(404);
    expect((await fetch(url.replace('disk.img', '..%2fdisk.qcow2'), { headers })).status).toBe(404);
    expect((await fetch(url.replace('virtualmachineexports/claim', 'virtualmachineexports/none'), { headers })).status).toBe(404);
    expect((await fetch(url, { method: 'POST', headers })).status).toBe(405);
  });
});

describe('an export of a machine', () => {
  it('describes the machine so that it can be made elsewhere', async () => {
    await order('whole', machineSource('guest'));
    const exported = await cluster.until(Exports, 'whole', phase('Ready'));
    expect(exported?.status?.virtualMachineName).toBe('guest');
    const headers = { 'x-kubevirt-export-token': tokenOf(exported) };
    const url = (type: string) => exported?.status?.links?.external?.manifests?.find((each) => each.type === type)?.url ?? '';
    const all = await fetch(url('all'), { headers: { ...headers, accept: 'application/yaml' } });
    const objects = parseAllDocuments(await all.text()).map((document) => document.toJS() as { kind: string; spec?: { source?: { http?: { url?: string } } } });
    expect(objects.map(({ kind }) => kind)).toEqual(['ConfigMap', 'VirtualMachine', 'DataVolume']);
    expect(objects[2]?.spec?.source?.http).toEqual({ url: urlOf(exported, 'gzip'), certConfigMap: 'export-ca-cm-whole', secretExtraHeaders: ['header-secret-whole'] });
    const secret = await fetch(url('auth-header-secret'), { headers: { ...headers, accept: 'application/json' } });
    expect(await secret.json()).toMatchObject({ kind: 'List', items: [{ kind: 'Secret', stringData: { token: `x-kubevirt-export-token:${tokenOf(exported)}` } }] });
  });

  it('waits while the guest runs and goes on when it has stopped', async () => {
    await cluster.client.mutate(VirtualMachineKind, 'guest', NAMESPACE, (vm) => void (vm.spec.runStrategy = 'Always'));
    await cluster.until(VirtualMachineInstanceKind, 'guest', (vmi) => vmi?.status?.phase === 'Running');
    await order('busy', machineSource('guest'));
    const waiting = await cluster.until(Exports, 'busy', reason('InUse'));
    expect(waiting?.status).toMatchObject({ phase: 'Pending', conditions: [{ message: `Virtual Machine ${NAMESPACE}/guest is running` }, {}] });
    expect(waiting?.status?.links).toBeUndefined();
    const claim = cluster.client.get(Exports, 'claim', NAMESPACE);
    const url = `${base}/api/export.kubevirt.io/v1/namespaces/${NAMESPACE}/virtualmachineexports/claim/volumes/disk/disk.img`;
    expect((await fetch(url, { headers: { 'x-kubevirt-export-token': tokenOf(claim) } })).status).toBe(503);
    await cluster.client.mutate(VirtualMachineKind, 'guest', NAMESPACE, (vm) => void (vm.spec.runStrategy = 'Halted'));
    await cluster.until(Exports, 'busy', phase('Ready'));
  });

  it('without volumes is skipped, without a machine waits', async () => {
    await order('empty', machineSource('bare'));
    await order('nobody', machineSource('nobody'));
    expect((await cluster.until(Exports, 'empty', phase('Skipped')))?.status?.conditions?.[0]).toMatchObject({ reason: 'VMNoVolumes', message: `Virtual Machine ${NAMESPACE}/bare has no volumes` });
    expect((await cluster.until(Exports, 'nobody', phase('Pending')))?.status?.conditions?.[0]).toMatchObject({ reason: 'VMNotFound' });
  });
});

describe('an export of a snapshot', () => {
  it('has the disks as they were', async () => {
    const source = { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: 'guest' };
    await cluster.client.create(SnapshotKind, { apiVersion: 'snapshot.kubevirt.io/v1beta1', kind: 'VirtualMachineSnapshot', metadata: { name: 'before', namespace: NAMESPACE }, spec: { source } });
    await order('past', { apiGroup: 'snapshot.kubevirt.io', kind: 'VirtualMachineSnapshot', name: 'before' });
    const exported = await cluster.until(Exports, 'past', (each) => each?.status?.phase !== undefined);
    expect(exported?.status?.conditions?.[0]?.reason).toMatch(/NotAllPVCsCreated|PodReady|VMSnapshotNoVolumes/);
  });
});

describe('files of a claim', () => {
  it('are a page of links and an archive', async () => {
    const claim = await cluster.client.mutate(PersistentVolumeClaimKind, 'disk', NAMESPACE, (draft) => {
      draft.metadata.annotations = { ...draft.metadata.annotations, 'kubevirt.io/memory-dump': 'guest.memory.dump' };
    });
    await writeFile(join(cluster.folder, 'volumes', claim?.metadata.uid ?? '', 'guest.memory.dump'), 'core');
    await order('files', claimSource);
    const exported = await cluster.until(Exports, 'files', phase('Ready'));
    const headers = { 'x-kubevirt-export-token': tokenOf(exported) };
    const folder = urlOf(exported, 'dir');
    expect(await (await fetch(folder, { headers })).text()).toBe('<pre>\n<a href="guest.memory.dump">guest.memory.dump</a>\n</pre>\n');
    expect(await (await fetch(`${folder}guest.memory.dump`, { headers })).text()).toBe('core');
    expect((await fetch(`${folder}disk.qcow2`, { headers })).status).toBe(404);
    const archive = gunzipSync(Buffer.from(await (await fetch(urlOf(exported, 'tar.gz'), { headers })).arrayBuffer()));
    expect(archive.toString('latin1')).toMatch(/^\.\/guest\.memory\.dump/);
  });
});

describe('the end of an export', () => {
  it('comes with its time', async () => {
    await order('short', claimSource, { ttlDuration: '1s' });
    await cluster.until(Exports, 'short', (exported) => exported === undefined);
  });
});
