import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { MachineListPage } from '../pages/machine-list';
import { MachinePage } from '../pages/machine';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';
import { eventually } from '../support/wait';

const project = 'dev-team';

test.describe('the list of machines', () => {
  test('shows what is created and forgets what is deleted, without a reload', async ({ page, api }) => {
    const list = new MachineListPage(page);
    await list.open(project);
    await api.create(VirtualMachineKind, machine({ name: 'live-one' }));
    await expect(list.machine('live-one')).toBeVisible();
    await expect(list.row('live-one')).toContainText('Running');
    await expect(list.row('live-one')).toContainText('node-');
    await api.remove(VirtualMachineKind, 'live-one', project);
    await expect(list.machine('live-one')).toHaveCount(0);
  });

  test('finds a machine by a part of its name and keeps the question in the address', async ({ page, api }) => {
    const list = new MachineListPage(page);
    for (const name of ['find-alpha', 'find-beta']) await api.create(VirtualMachineKind, machine({ name, runStrategy: 'Halted' }));
    await list.open();
    await expect(list.machine('find-beta')).toBeVisible();
    await page.getByRole('textbox', { name: /search|filter/i }).or(page.getByRole('combobox', { name: /search|filter/i })).first().fill('alpha');
    await expect(list.machine('find-beta')).toHaveCount(0);
    await expect(list.machine('find-alpha')).toBeVisible();
    await expect(page).toHaveURL(/alpha/);
    await page.reload();
    await expect(list.machine('find-alpha')).toBeVisible();
    await expect(list.machine('find-beta')).toHaveCount(0);
  });

  test('starts and stops a machine from its row', async ({ page, api }) => {
    const list = new MachineListPage(page);
    await api.create(VirtualMachineKind, machine({ name: 'row-power', runStrategy: 'Halted' }));
    await list.open(project);
    await list.act('row-power', 'Start');
    await expect(list.row('row-power')).toContainText('Running');
    expect((await api.get(VirtualMachineKind, 'row-power', project))?.spec.runStrategy).toBe('Always');
    await list.act('row-power', 'Stop');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(list.row('row-power')).toContainText('Stopped');
    expect(await api.get(VirtualMachineInstanceKind, 'row-power', project)).toBeUndefined();
  });
});

test.describe('the page of a machine', () => {
  test('pauses, unpauses and restarts', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verbs' }));
    const vm = new MachinePage(page, project, 'verbs');
    await vm.open();
    await vm.hasStatus('Running');
    await vm.act('Pause');
    await vm.hasStatus('Paused');
    const paused = await api.get(VirtualMachineInstanceKind, 'verbs', project);
    expect(paused?.status?.conditions?.find((each) => each.type === 'Paused')?.status).toBe('True');
    await vm.act('Unpause');
    await vm.hasStatus('Running');
    await vm.act('Restart');
    await vm.confirm('Restart');
    await eventually('another instance runs', async () => {
      const now = await api.get(VirtualMachineInstanceKind, 'verbs', project);
      return now !== undefined && now.metadata.uid !== paused?.metadata.uid && now.status?.phase === 'Running';
    });
  });

  test('says why a verb is not possible', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'why-not', runStrategy: 'Halted' }));
    const vm = new MachinePage(page, project, 'why-not');
    await vm.open();
    await page.getByRole('button', { name: 'Actions' }).click();
    const pause = page.getByTestId('action-pause').getByRole('menuitem');
    await expect(pause).toHaveAttribute('aria-disabled', 'true');
    await expect(page.getByTestId('action-pause')).toContainText(/run/i);
  });

  test('says that a machine is not there, and shows it as soon as it is', async ({ page, api }) => {
    await page.goto(`/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine/later`);
    await expect(page.getByText('There is no virtual machine later')).toBeVisible();
    await api.create(VirtualMachineKind, machine({ name: 'later', runStrategy: 'Halted' }));
    await expect(page.getByRole('heading', { name: 'later', level: 1 })).toBeVisible();
  });

  test('has a console that shows the screen, and a serial line that answers', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'consoles' }));
    const vm = new MachinePage(page, project, 'consoles');
    await vm.open('console');
    await expect.poll(() => vm.screen.brightPixels()).toBeGreaterThan(200);
    await vm.serial.show();
    await vm.serial.type('');
    await vm.serial.says(/login:/);
  });
});
