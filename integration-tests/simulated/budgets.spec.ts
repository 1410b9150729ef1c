import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';
import { countPluginBytes } from '../support/plugin-bytes';
import { eventually } from '../support/wait';

const KB = 1000;

test.describe('what the plugin costs a browser that has never seen it', () => {
  test('before a page of ours is opened: at most 30 kB', async ({ page }) => {
    const count = countPluginBytes(page);
    await page.goto('/k8s/cluster/no-such-page');
    await expect(page.getByRole('link', { name: 'VirtualMachines' })).toBeVisible();
    expect((await count()).bytes).toBeLessThanOrEqual(30 * KB);
  });

  test('the list with its first row: at most 220 kB in 30 requests', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'budget-list', runStrategy: 'Halted' }));
    const count = countPluginBytes(page);
    await page.goto('/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine');
    await expect(page.getByRole('link', { name: 'budget-list' })).toBeVisible();
    const { bytes, requests } = await count();
    expect(bytes).toBeLessThanOrEqual(220 * KB);
    expect(requests).toBeLessThanOrEqual(30);
  });

  test('a console in its own window: at most 150 kB', async ({ page, api }) => {
    const { metadata } = await api.create(VirtualMachineKind, machine({ name: 'budget-console' }));
    await eventually('the guest runs', async () => (await api.get(VirtualMachineInstanceKind, metadata.name, metadata.namespace))?.status?.phase === 'Running');
    const count = countPluginBytes(page);
    await page.goto(`/k8s/ns/${metadata.namespace}/kubevirt.io~v1~VirtualMachine/${metadata.name}/console/standalone`);
    await expect(page.locator('canvas')).toBeVisible();
    expect((await count()).bytes).toBeLessThanOrEqual(150 * KB);
  });
});
