import { join } from 'node:path';
import { NamespaceKind } from '../../contracts/kinds';
import { Api } from '../support/api';
import { startCompanion } from '../support/companion';
import { expect, simulated as test } from '../support/fixtures';

test.describe('a companion in front of a cluster', () => {
  test('serves the console for the cluster of a kubeconfig, reads, writes and sockets included', async ({ companion, api, page }) => {
    const gateway = await startCompanion({ args: ['--kubeconfig', join(companion.data, 'kubeconfig')] });
    try {
      await page.goto(`${gateway.url}/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine`);
      await expect(page.getByRole('heading', { name: 'VirtualMachines', level: 1 })).toBeVisible();
      const created = await page.evaluate(async () => {
        const token = /csrf-token=([^;]+)/.exec(document.cookie)?.[1] ?? '';
        const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'through-the-gateway' } });
        return (await fetch('/api/kubernetes/api/v1/namespaces', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrftoken': token }, body })).status;
      });
      expect(created).toBe(201);
      expect(await api.get(NamespaceKind, 'through-the-gateway')).toBeDefined();
      const event = await page.evaluate(
        () =>
          new Promise<string>((done, fail) => {
            const socket = new WebSocket(`ws://${location.host}/api/kubernetes/api/v1/namespaces?watch=true&fieldSelector=metadata.name=through-the-gateway`);
            socket.onmessage = (message) => {
              done(String(message.data));
              socket.close();
            };
            socket.onerror = () => fail(new Error('the socket failed'));
          }),
      );
      expect(JSON.parse(event)).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'through-the-gateway' } } });
    } finally {
      await gateway.stop();
    }
  });

  test('says why when the cluster does not answer', async () => {
    const lost = await startCompanion();
    await lost.stop();
    const gateway = await startCompanion({ args: ['--kubeconfig', join(lost.data, 'kubeconfig')] });
    try {
      const answer = await new Api(gateway).probe('/api/v1/namespaces');
      expect(answer).toMatchObject({ kind: 'Status', code: 502, message: expect.stringContaining('the cluster did not answer') as unknown });
    } finally {
      await gateway.stop();
      await lost.dispose();
    }
  });
});
