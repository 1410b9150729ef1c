import type { BrowserContext, Page } from '@playwright/test';
import { NamespaceKind, SnapshotKind, VirtualMachineKind } from '../../contracts/kinds';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'queue-test';
const list = `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;
const COUNT = 6;

test.beforeEach(async ({ api }) => {
  if (!(await api.get(NamespaceKind, project))) await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: project } });
  for (let index = 0; index < COUNT; index += 1) {
    const made = machine({ name: `queued-${index}`, namespace: project, runStrategy: 'Halted' });
    if (!(await api.get(VirtualMachineKind, made.metadata.name, project))) await api.create(VirtualMachineKind, made);
  }
});

/** Chooses a verb for all machines that match. */
async function chooseForAll(page: Page, verb: string): Promise<void> {
  await page.goto(`${list}?q=queued`);
  await expect(page.getByTestId('vm-count')).toHaveText(`${COUNT} of ${COUNT}`);
  await page.getByTestId('select-all').check();
  await page.getByTestId('bulk-bar').getByRole('button', { name: 'Actions' }).click();
  await page.getByTestId(`action-${verb}`).getByRole('menuitem').click();
}

/** Writes of labels wait until the test lets them through. */
async function holdWrites(context: BrowserContext): Promise<() => void> {
  let open = (): void => undefined;
  const gate = new Promise<void>((done) => (open = done));
  await context.route('**/virtualmachines/queued-*', async (route) => {
    if (route.request().method() === 'PATCH') await gate;
    await route.fallback().catch(() => undefined);
  });
  return open;
}

const task = (page: Page) => page.getByTestId('task').first();

async function openTasks(page: Page): Promise<void> {
  await page.getByTestId('tasks').click();
  await expect(task(page)).toBeVisible();
}

test('snapshots of many go through the queue, after a preview', async ({ page, api }) => {
  await chooseForAll(page, 'snapshot');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByTestId('bulk-affected')).toContainText(`${COUNT} machines will be affected`);
  await expect(dialog).toContainText('have no disk that can be in a snapshot');
  await dialog.getByTestId('snapshot-suffix').fill('nightly');
  await dialog.getByTestId('dialog-submit').click();
  await openTasks(page);
  await expect(task(page)).toContainText(`${COUNT} of ${COUNT}`);
  const names = (await api.list(SnapshotKind, project)).map((each) => each.metadata.name).sort();
  expect(names).toEqual(Array.from({ length: COUNT }, (_, index) => `queued-${index}-nightly`));
});

test('deleting many asks for their number', async ({ page, api }) => {
  await chooseForAll(page, 'delete');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByTestId('bulk-affected')).toContainText(`${COUNT} machines`);
  await dialog.getByTestId('confirm-typed').fill('5');
  await expect(dialog.getByTestId('dialog-submit')).toBeDisabled();
  await dialog.getByTestId('confirm-typed').fill(String(COUNT));
  await dialog.getByTestId('confirm-typed').press('Enter');
  await expect.poll(async () => (await api.list(VirtualMachineKind, project)).length).toBe(0);
});

test('a queue is paused and cancelled from another tab', async ({ page, context, api }) => {
  const open = await holdWrites(context);
  await chooseForAll(page, 'protect');
  await page.getByLabel('At the same time').fill('1');
  await page.getByTestId('dialog-submit').click();
  const other = await context.newPage();
  await other.goto(list);
  await openTasks(other);
  await expect(task(other)).toContainText('Runs in another tab');
  await task(other).getByTestId('task-pause').click();
  await openTasks(page);
  await expect(task(page)).toHaveAttribute('data-state', 'paused');
  await expect(task(other)).toHaveAttribute('data-state', 'paused');
  await task(other).getByTestId('task-cancel').click();
  open();
  await expect(task(other)).toHaveAttribute('data-state', 'ended');
  const isProtected = (await api.list(VirtualMachineKind, project)).filter((each) => each.metadata.labels?.['kubevirt.io/vm-delete-protection'] === 'True');
  expect(isProtected).toHaveLength(1);
});

test('what a closed tab leaves is interrupted at once, and another tab retries the rest', async ({ page, context, api }) => {
  const open = await holdWrites(context);
  await chooseForAll(page, 'move-to-group');
  await page.getByTestId('group-name').fill('night');
  await page.getByTestId('dialog-submit').click();
  const other = await context.newPage();
  await other.goto(list);
  await openTasks(other);
  await expect(task(other)).toContainText('Runs in another tab');
  await page.close();
  await expect(task(other)).toHaveAttribute('data-state', 'interrupted');
  await expect(other.getByTestId('tasks')).toContainText('1 interrupted');
  open();
  await task(other).getByTestId('task-resume').click();
  await expect(task(other)).toHaveAttribute('data-state', 'ended');
  const moved = (await api.list(VirtualMachineKind, project)).filter((each) => each.metadata.labels?.['vm.openshift.io/folder'] === 'night');
  expect(moved).toHaveLength(COUNT);
});

test('a task survives a reload of its page: interrupted, with the rest to retry', async ({ page, context }) => {
  const open = await holdWrites(context);
  await chooseForAll(page, 'move-to-group');
  await page.getByTestId('group-name').fill('morning');
  await page.getByTestId('dialog-submit').click();
  await openTasks(page);
  await expect(task(page)).toHaveAttribute('data-state', 'running');
  await page.reload();
  await openTasks(page);
  await expect(task(page)).toHaveAttribute('data-state', 'interrupted');
  open();
  await task(page).getByTestId('task-resume').click();
  await expect(task(page)).toHaveAttribute('data-state', 'ended');
  await expect(task(page)).toContainText(`${COUNT} of ${COUNT}`);
});
