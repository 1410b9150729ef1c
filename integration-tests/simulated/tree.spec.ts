import type { Locator } from '@playwright/test';
import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'tree-test';
/** Each test moves machines of its own. */
const folderOf: Record<string, string> = {
  'leaf-1': '',
  'leaf-2': '',
  'leaf-3': '',
  anchor: 'billing',
  'new-1': '',
  'new-2': '',
  'named-1': 'old-name',
  'named-2': 'old-name',
  'freed-1': 'crowd',
  'freed-2': 'crowd',
};
const list = `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  if (await api.get(NamespaceKind, project)) return;
  await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: project } });
  for (const [name, folder] of Object.entries(folderOf)) {
    const made = machine({ name, namespace: project, runStrategy: 'Halted' });
    made.metadata.labels = { tier: 'front', ...(folder !== '' && { [Labels.folder]: folder }) };
    await api.create(VirtualMachineKind, made);
  }
});

async function membersOf(api: Api, folder: string): Promise<string[]> {
  const all = await api.list(VirtualMachineKind, project);
  const members = all.filter((each) => each.metadata.labels?.[Labels.folder] === folder);
  return members.map((each) => each.metadata.name).sort();
}

test('one machine dropped on a group gets that one label, by a patch of nothing else', async ({ page, api }) => {
  await page.goto(list);
  const patch = page.waitForRequest((request) => request.method() === 'PATCH' && request.url().includes('/virtualmachines/leaf-1'));
  const row = page.getByTestId('row').filter({ hasText: 'leaf-1' });
  await row.dragTo(page.getByTestId('tree-group').filter({ hasText: 'billing' }));
  const operations: unknown = (await patch).postDataJSON();
  expect(operations).toEqual([
    { op: 'test', path: '/metadata/labels', value: { tier: 'front' } },
    { op: 'add', path: '/metadata/labels/vm.openshift.io~1folder', value: 'billing' },
  ]);
  await expect
    .poll(async () => (await api.get(VirtualMachineKind, 'leaf-1', project))?.metadata.labels)
    .toEqual({ tier: 'front', [Labels.folder]: 'billing' });
});

test('all selected machines go where one of them is dropped', async ({ page, api }) => {
  await page.goto(list);
  for (const name of ['leaf-2', 'leaf-3']) await page.getByTestId('row').filter({ hasText: name }).getByRole('checkbox').check();
  await page.getByTestId('row').filter({ hasText: 'leaf-3' }).dragTo(page.getByTestId('tree-group').filter({ hasText: 'billing' }));
  await expect.poll(() => membersOf(api, 'billing')).toEqual(expect.arrayContaining(['leaf-2', 'leaf-3']));
});

test('a group is made of the selected machines', async ({ page, api }) => {
  await page.goto(list);
  for (const name of ['new-1', 'new-2']) await page.getByTestId('row').filter({ hasText: name }).getByRole('checkbox').check();
  await page.getByTestId('tree-new-group').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('group-name').fill('fresh');
  await expect(dialog.getByTestId('bulk-affected')).toContainText('2');
  await dialog.getByTestId('dialog-submit').click();
  await expect.poll(() => membersOf(api, 'fresh')).toEqual(['new-1', 'new-2']);
  await expect(page.getByTestId('tree-group').filter({ hasText: 'fresh' })).toBeVisible();
});

test('a group is renamed from the menu of a right click, each machine by a test of the old name', async ({ page, api }) => {
  await page.goto(list);
  const patch = page.waitForRequest((request) => request.method() === 'PATCH' && request.url().includes('/virtualmachines/named-1'));
  await page.getByTestId('tree-group').filter({ hasText: 'old-name' }).click({ button: 'right' });
  await page.getByTestId('action-rename-group').getByRole('menuitem').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('group-name').fill('new-name');
  await dialog.getByTestId('dialog-submit').click();
  const path = '/metadata/labels/vm.openshift.io~1folder';
  const operations: unknown = (await patch).postDataJSON();
  expect(operations).toEqual([
    { op: 'test', path, value: 'old-name' },
    { op: 'replace', path, value: 'new-name' },
  ]);
  await expect.poll(() => membersOf(api, 'new-name')).toEqual(['named-1', 'named-2']);
  expect(await membersOf(api, 'old-name')).toEqual([]);
});

test('a group is dissolved by keyboard alone', async ({ page, api }) => {
  await page.goto(list);
  const group = page.getByTestId('tree-group').filter({ hasText: 'crowd' });
  await expect(group).toBeVisible();
  const tree = page.getByTestId('tree');
  await tree.focus();
  const id = (await group.getAttribute('id')) ?? '';
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(tree).toHaveAttribute('aria-activedescendant', id, { timeout: 100 });
  }).toPass();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByTestId('context-menu')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('crowd');
  await expect(dialog.getByTestId('dialog-submit')).toBeEnabled();
  await dialog.getByTestId('dialog-submit').click();
  await expect.poll(() => membersOf(api, 'crowd')).toEqual([]);
  expect((await api.get(VirtualMachineKind, 'freed-1', project))?.metadata.labels).toEqual({ tier: 'front' });
});

test('a machine in the tree has the verbs of its row', async ({ page }) => {
  await page.goto(list);
  await page.getByTestId('tree-group').filter({ hasText: 'billing' }).getByRole('button', { name: 'Expand' }).click();
  await page.getByTestId('tree-vm').filter({ hasText: 'anchor' }).click({ button: 'right' });
  await expect(page.getByTestId('context-menu').getByTestId('action-move-to-group')).toBeVisible();
});

test('the tree shows which group the list is narrowed to', async ({ page }) => {
  await page.goto(list);
  const billing = page.getByTestId('tree-group').filter({ hasText: 'billing' });
  await billing.click();
  await expect(billing).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('tree-project').filter({ hasText: project })).toHaveAttribute('aria-selected', 'false');
});

test('arrow keys open a group, go in and come back out', async ({ page }) => {
  await page.goto(list);
  const tree = page.getByTestId('tree');
  const group = page.getByTestId('tree-group').filter({ hasText: 'billing' });
  const isActive = async (line: Locator) => expect(tree).toHaveAttribute('aria-activedescendant', (await line.getAttribute('id')) ?? '');
  await group.click();
  await tree.focus();
  await isActive(group);
  await page.keyboard.press('ArrowRight');
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await isActive(page.getByTestId('tree-vm').first());
  await page.keyboard.press('ArrowLeft');
  await isActive(group);
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-expanded', 'false');
});
