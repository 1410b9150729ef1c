import { VirtualMachineKind } from '../../contracts/kinds';
import { MachineListPage } from '../pages/machine-list';
import { startCompanion, type Companion } from '../support/companion';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

test.describe('a user with one project', () => {
  let limited: Companion;

  test.beforeAll(async () => {
    limited = await startCompanion({ args: ['--hypervisor', 'simulated', '--user', 'developer'] });
    const api = new Api(limited);
    await api.create(VirtualMachineKind, machine({ name: 'mine' }));
    await api.create(VirtualMachineKind, machine({ name: 'not-mine', namespace: 'default' }));
  });

  test.afterAll(() => limited.dispose());

  test('lands where they may work, and sees only that', async ({ page }) => {
    await page.goto(limited.url);
    await expect(page.getByRole('heading', { name: 'VirtualMachines', level: 1 })).toBeVisible();
    await page.goto(`${limited.url}/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine`);
    const list = new MachineListPage(page);
    await expect(list.machine('mine')).toBeVisible();
    await expect(list.machine('not-mine')).toHaveCount(0);
  });

  test('is told that a cluster-wide page needs more rights', async ({ page }) => {
    await page.goto(`${limited.url}/k8s/ns/default/kubevirt.io~v1~VirtualMachine/not-mine`);
    await expect(page.getByText(/no permission|cannot get|forbidden/i).first()).toBeVisible();
  });

  test('may not migrate, and reads why', async ({ page }) => {
    await page.goto(`${limited.url}/k8s/ns/dev-team/kubevirt.io~v1~VirtualMachine/mine`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await expect(page.getByTestId('action-migrate').getByRole('menuitem')).toHaveAttribute('aria-disabled', 'true');
  });
});
