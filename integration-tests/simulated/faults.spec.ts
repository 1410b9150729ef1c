import { ConfigMapKind, VirtualMachineKind } from '../../contracts/kinds';
import { MachineListPage } from '../pages/machine-list';
import { Api } from '../support/api';
import { startCompanion } from '../support/companion';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

test.describe('a companion that is killed', () => {
  test('loses nothing it has answered for', async () => {
    const first = await startCompanion({ args: ['--hypervisor', 'simulated'] });
    const api = new Api(first);
    const answered: string[] = [];
    const writers = Array.from({ length: 20 }, async (_, writer) => {
      for (let index = 0; ; index += 1) {
        const name = `kept-${writer}-${index}`;
        await api.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });
        answered.push(name);
        if (answered.length === 150) await first.stop('SIGKILL');
      }
    });
    await Promise.allSettled(writers);
    const second = await startCompanion({ args: ['--hypervisor', 'simulated'], data: first.data });
    try {
      const names = new Set((await new Api(second).list(ConfigMapKind, 'default')).map((each) => each.metadata.name));
      expect(answered.filter((name) => !names.has(name))).toEqual([]);
    } finally {
      await second.dispose();
    }
  });

  test('leaves the list on the screen, which says how old it is and goes on by itself', async ({ page }) => {
    const first = await startCompanion({ args: ['--hypervisor', 'simulated'] });
    const list = new MachineListPage(page);
    await new Api(first).create(VirtualMachineKind, machine({ name: 'before', runStrategy: 'Halted' }));
    await page.goto(`${first.url}/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine`);
    await expect(list.machine('before')).toBeVisible();
    await first.stop('SIGKILL');
    await expect(page.getByText(/reconnecting/)).toBeVisible();
    await expect(list.machine('before')).toBeVisible();
    const { port } = new URL(first.url);
    const second = await startCompanion({ args: ['--hypervisor', 'simulated'], data: first.data, port: Number(port), apiPort: first.apiPort });
    try {
      await new Api(second).create(VirtualMachineKind, machine({ name: 'after', runStrategy: 'Halted' }));
      await expect(list.machine('after')).toBeVisible({ timeout: 45_000 });
      await expect(page.getByText(/reconnecting/)).toHaveCount(0);
    } finally {
      await second.dispose();
    }
  });

  test('refuses a second one on the same folder', async () => {
    const first = await startCompanion({ args: ['--hypervisor', 'simulated'] });
    try {
      await expect(startCompanion({ args: ['--hypervisor', 'simulated'], data: first.data })).rejects.toThrow(/in use|another/i);
    } finally {
      await first.dispose();
    }
  });
});
