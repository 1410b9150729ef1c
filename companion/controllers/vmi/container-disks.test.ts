import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';

let cluster: TestCluster;
let registry: Server;
beforeAll(async () => {
  cluster = await startCluster({ fetchImages: true });
  registry = createServer((_req, res) => {
    res.statusCode = 404;
    res.end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  registry.close();
  await cluster.stop();
});

it('an image that cannot be pulled shows as ErrImagePull, and the machine can be stopped', async () => {
  const image = `127.0.0.1:${(registry.address() as AddressInfo).port}/no/such:latest`;
  const vm = machine('unpulled');
  if (vm.spec.template.spec) vm.spec.template.spec.volumes = [{ name: 'root', containerDisk: { image } }];
  await cluster.client.create(VirtualMachineKind, vm);
  const found = await cluster.until(VirtualMachineKind, 'unpulled', (each) => each?.status?.printableStatus === 'ErrImagePull');
  const condition = found?.status?.conditions?.find(({ type }) => type === 'Synchronized');
  expect(condition).toMatchObject({ status: 'False', reason: 'ErrImagePull' });
  expect(condition?.message).toContain(`failed to pull image "${image}"`);
  expect(cluster.client.list(EventKind, { namespace: NAMESPACE }).some((event) => event.reason === 'Failed' && event.type === 'Warning')).toBe(true);
  await cluster.client.mutate(VirtualMachineKind, 'unpulled', NAMESPACE, (draft) => void (draft.spec.runStrategy = 'Halted'));
  await cluster.until(VirtualMachineInstanceKind, 'unpulled', (vmi) => vmi === undefined);
});
