import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataVolumeKind, PersistentVolumeClaimKind } from '../../../../contracts/kinds';
import { NAMESPACE, startCluster, type TestCluster } from '../../../controllers/test-support/start-cluster';
import { createHandClock } from '../../../controllers/test-support/hand-clock';
import { createImageService } from '../../../images/service';
import { systemClock } from '../../../lib/clock';
import { silentLogger } from '../../../lib/logger';
import { createUploadApi } from './upload-api';
import { createUploadProxy, UPLOAD_PATH } from './upload-proxy';
import { createUploadTokens } from './upload-tokens';

let cluster: TestCluster;
let page: Server;
beforeAll(async () => {
  cluster = await startCluster();
  const tokens = createUploadTokens(systemClock);
  cluster.api.serve(createUploadApi(tokens));
  const images = createImageService({ folder: join(cluster.folder, 'uploads'), logger: silentLogger });
  const proxy = createUploadProxy({ client: cluster.client, images, tokens, folder: cluster.folder, logger: silentLogger });
  page = createServer((req, res) => void proxy(req, res, new URL(req.url ?? '/', 'http://page')));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  page.closeAllConnections();
  page.close();
  await cluster.stop();
});

const send = (path: string, token: string | undefined, body?: Buffer, method = 'POST') =>
  fetch(`http://127.0.0.1:${(page.address() as AddressInfo).port}${UPLOAD_PATH}${path}`, {
    method,
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    ...(body ? { body: new Uint8Array(body) } : {}),
  });

async function target(name: string, storage: string): Promise<string> {
  await cluster.client.create(DataVolumeKind, {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    metadata: { name, namespace: NAMESPACE },
    spec: { source: { upload: {} }, storage: { resources: { requests: { storage } } } },
  });
  await cluster.until(DataVolumeKind, name, (each) => each?.status?.phase === 'UploadReady');
  const path = `/apis/upload.cdi.kubevirt.io/v1beta1/namespaces/${NAMESPACE}/uploadtokenrequests`;
  const answer = await cluster.call('POST', path, { apiVersion: 'upload.cdi.kubevirt.io/v1beta1', kind: 'UploadTokenRequest', metadata: { generateName: 'x-' }, spec: { pvcName: name } });
  expect(answer.status).toBe(200);
  return String((answer.body as unknown as { status: { token: string } }).status.token);
}

function qcow2(): Buffer {
  const file = join(cluster.folder, 'source.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', file, '8M']);
  return readFileSync(file);
}

describe('an upload', () => {
  it('fills the claim and ends the data volume', async () => {
    const token = await target('sent', '16Mi');
    expect((await send('/v1beta1/upload-async', token, undefined, 'HEAD')).status).toBe(200);
    expect((await send('/v1beta1/upload-async', token, qcow2())).status).toBe(200);
    const done = await cluster.until(DataVolumeKind, 'sent', (each) => each?.status?.phase === 'Succeeded');
    expect(done?.status?.progress).toBe('N/A');
    expect(cluster.client.get(PersistentVolumeClaimKind, 'sent', NAMESPACE)?.metadata.annotations?.['cdi.kubevirt.io/storage.pod.phase']).toBe('Succeeded');
    const again = await send('/v1beta1/upload', token, qcow2());
    expect([again.status, await again.text()]).toEqual([503, 'rejecting Upload Request for PVC sent that already finished uploading']);
  });

  it("may come as the file of a browser's form", async () => {
    const token = await target('posted', '16Mi');
    const form = new FormData();
    form.append('note', 'first');
    form.append('file', new Blob([new Uint8Array(qcow2())]), 'source.qcow2');
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}${UPLOAD_PATH}/v1beta1/upload-form-async`;
    expect((await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form })).status).toBe(200);
    await cluster.until(DataVolumeKind, 'posted', (each) => each?.status?.phase === 'Succeeded');
    const plain = await send('/v1beta1/upload-form', await target('unposted', '16Mi'), qcow2());
    expect([plain.status, await plain.text()]).toEqual([400, "request Content-Type isn't multipart/form-data"]);
  });

  it('that is too big is refused with both sizes', async () => {
    const token = await target('narrow', '1Mi');
    const answer = await send('/v1beta1/upload', token, qcow2());
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Saving stream failed: effective image size 8388608 is larger than the reported available storage 1048576');
  });

  it('needs a token that is whole and not too old', async () => {
    expect((await send('/v1beta1/upload', undefined, qcow2())).status).toBe(400);
    expect((await send('/v1beta1/upload', 'a.b.c', qcow2())).status).toBe(401);
    const clock = createHandClock();
    const tokens = createUploadTokens(clock);
    const token = tokens.issue({ namespace: 'ns', name: 'disk' });
    expect(tokens.verify(token)).toEqual({ namespace: 'ns', name: 'disk' });
    expect(tokens.verify(`${token}x`)).toBeUndefined();
    expect(createUploadTokens(clock).verify(token)).toBeUndefined();
    clock.advance(5 * 60_000);
    expect(tokens.verify(token)).toBeUndefined();
  });

  it('goes only into a claim that waits for one', async () => {
    await cluster.client.create(PersistentVolumeClaimKind, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'plain', namespace: NAMESPACE },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
    });
    const path = `/apis/upload.cdi.kubevirt.io/v1beta1/namespaces/${NAMESPACE}/uploadtokenrequests`;
    const answer = await cluster.call('POST', path, { metadata: {}, spec: { pvcName: 'plain' } });
    const refused = await send('/v1beta1/upload', String((answer.body as unknown as { status: { token: string } }).status.token), qcow2());
    expect([refused.status, await refused.text()]).toEqual([503, 'PVC plain is not an upload target']);
  });
});
