import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import { MachineListPage } from '../pages/machine-list';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'fleet-test';
const list = `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;

test.beforeAll(async ({ companion }) => {
  const { Api } = await import('../support/api');
  const api = new Api(companion);
  if (await api.get(NamespaceKind, project)) return;
  await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: project } });
  for (let index = 0; index < 12; index += 1) {
    const made = machine({ name: `unit-${index}`, namespace: project, runStrategy: index % 3 === 0 ? 'Halted' : 'Always' });
    made.metadata.labels = { tier: index < 6 ? 'front' : 'back' };
    await api.create(VirtualMachineKind, made);
  }
});

test.describe('finding', () => {
  test('by typed filters, which the address keeps and one click clears', async ({ page }) => {
    await page.goto(list);
    const count = page.getByTestId('vm-count');
    await expect(count).toHaveText('12 of 12');
    await page.getByRole('combobox', { name: 'Search machines' }).fill('label:tier=front -status:stopped');
    await expect(count).toHaveText('4 of 12');
    await expect(page).toHaveURL(/q=label/);
    await expect(page.getByText('8 hidden by filters')).toBeVisible();
    await page.getByTestId('clear-filters').click();
    await expect(count).toHaveText('12 of 12');
  });

  test('by facets, which are the same query', async ({ page }) => {
    await page.goto(list);
    await page.getByTestId('filters').click();
    await page.getByTestId('facet-values').getByLabel('Stopped', { exact: true }).check();
    await expect(page.getByTestId('vm-count')).toHaveText('4 of 12');
    await expect(page.getByRole('combobox', { name: 'Search machines' })).toHaveValue('status:Stopped');
  });

  test('says what it does not understand, in the query and in the rest of the address', async ({ page }) => {
    await page.goto(`${list}?q=colour:red&sort=shoe-size&view=hologram`);
    await expect(page.getByText('There is no filter "colour"')).toBeVisible();
    await expect(page.getByText('sort=shoe-size, view=hologram')).toBeVisible();
    await expect(page.getByText('No machine matches')).toBeVisible();
  });
});

test.describe('selecting and acting on many', () => {
  test('a selection survives filtering and sorting, and says what is hidden', async ({ page }) => {
    await page.goto(list);
    await page.getByTestId('row').filter({ hasText: 'unit-1' }).first().getByRole('checkbox').check();
    await page.getByTestId('sort-status').click();
    await page.getByRole('combobox', { name: 'Search machines' }).fill('unit-2');
    await expect(page.getByTestId('bulk-bar')).toContainText('1 selected');
    await expect(page.getByTestId('bulk-bar')).toContainText('1 of them hidden by filters');
  });

  test('shows who will not be affected and why, runs as a task, and the API agrees', async ({ page, api }) => {
    await page.goto(`${list}?q=label:tier=back`);
    await expect(page.getByTestId('vm-count')).toHaveText('6 of 12');
    await page.getByTestId('select-all').check();
    await page.getByTestId('bulk-bar').getByRole('button', { name: 'Actions' }).click();
    await page.getByTestId('action-stop').click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByTestId('bulk-affected')).toContainText('4 machines will be affected');
    await expect(dialog.getByTestId('bulk-excluded')).toContainText('2 will not: The machine is not running.');
    await dialog.getByTestId('dialog-submit').click();
    await page.getByTestId('tasks').click();
    await expect(page.getByTestId('task').first()).toContainText('4 of 4');
    const machines = await api.list(VirtualMachineKind, project);
    const stopped = machines.filter((each) => each.metadata.labels?.tier === 'back' && each.spec.runStrategy === 'Halted');
    expect(stopped).toHaveLength(6);
    await page.reload();
    await page.getByTestId('tasks').click();
    await expect(page.getByTestId('task').first()).toContainText('Stop: 4 machines');
  });

  test('moving to a group writes that one label', async ({ page, api }) => {
    await page.goto(list);
    const row = new MachineListPage(page);
    await row.act('unit-3', 'Move to group');
    await page.getByTestId('group-name').fill('billing');
    await page.getByTestId('dialog-submit').click();
    await expect
      .poll(async () => (await api.get(VirtualMachineKind, 'unit-3', project))?.metadata.labels)
      .toEqual({ tier: 'front', [Labels.folder]: 'billing' });
    await expect(page.getByTestId('tree-group').filter({ hasText: 'billing' })).toBeVisible();
  });
});

test.describe('looking closer', () => {
  test('a machine beside the list is part of the address', async ({ page }) => {
    await page.goto(list);
    await page.getByTestId('row').filter({ hasText: 'unit-4' }).getByText('Running').click();
    await expect(page).toHaveURL(/peek=fleet-test%2Funit-4/);
    await page.reload();
    await expect(page.getByTestId('peek')).toContainText('unit-4');
    await page.getByTestId('close-peek').click();
    await expect(page.getByTestId('peek')).toHaveCount(0);
  });

  test('as screens, without a VNC session', async ({ page }) => {
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.goto(`${list}?view=tiles&q=unit-5`);
    await expect(page.getByTestId('tile').getByRole('img', { name: 'Screen of unit-5' })).toBeVisible();
    expect(sockets.filter((url) => url.endsWith('/vnc'))).toEqual([]);
  });

  test('columns are chosen once and stay', async ({ page }) => {
    await page.goto(list);
    await page.getByRole('button', { name: 'Table options' }).click();
    await page.getByTestId('action-columns').click();
    await page.getByLabel('Run strategy', { exact: true }).check();
    await page.getByTestId('dialog-submit').click();
    await expect(page.getByTestId('sort-runStrategy')).toBeVisible();
    await page.reload();
    await expect(page.getByTestId('sort-runStrategy')).toBeVisible();
  });
});
