import type { Page } from '@playwright/test';
import { DataVolumeKind, MigrationKind, PersistentVolumeClaimKind, SnapshotKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import { MachinePage } from '../pages/machine';
import type { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine, machineWithDisks } from '../support/machines';
import { eventually } from '../support/wait';

const project = 'dev-team';

const instance = (api: Api, name: string) => api.get(VirtualMachineInstanceKind, name, project);
const runs = (api: Api, name: string) => eventually(`${name} runs`, async () => (await instance(api, name))?.status?.phase === 'Running');

async function opened(page: Page, name: string): Promise<MachinePage> {
  const vm = new MachinePage(page, project, name);
  await vm.open();
  return vm;
}

test.describe('power, by the menu, as the API sees it', () => {
  test('start paused, unpause, pause and take that back', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verb-paused', runStrategy: 'Halted' }));
    const vm = await opened(page, 'verb-paused');
    await vm.act('Start paused');
    await vm.hasStatus('Paused');
    await vm.act('Unpause');
    await vm.hasStatus('Running');
    await vm.act('Pause');
    await vm.hasStatus('Paused');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await vm.hasStatus('Running');
    expect((await instance(api, 'verb-paused'))?.status?.conditions?.some((each) => each.type === 'Paused' && each.status === 'True')).toBe(false);
  });

  test('reset and soft reboot keep the instance; a confirmation shows the command', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verb-reset' }));
    await runs(api, 'verb-reset');
    const before = (await instance(api, 'verb-reset'))?.metadata.uid;
    const vm = await opened(page, 'verb-reset');
    await vm.hasStatus('Running');
    const reset = page.waitForResponse((answer) => answer.url().includes('/verb-reset/reset?'));
    await vm.act('Reset');
    await page.getByTestId('command').click();
    await expect(page.getByTestId('command')).toContainText('virtctl reset verb-reset -n dev-team');
    await vm.confirm('Reset');
    expect((await reset).status()).toBe(200);
    const reboot = page.waitForResponse((answer) => answer.url().includes('/verb-reset/softreboot?'));
    await vm.act('Soft reboot');
    expect((await reboot).status()).toBe(200);
    expect((await instance(api, 'verb-reset'))?.metadata.uid).toBe(before);
  });

  test('force stop ends a guest that does not hear', async ({ page, api }) => {
    const deaf = machine({ name: 'verb-deaf' });
    deaf.spec.template.metadata = { annotations: { 'simulated.virtdeck.io/fault': 'deaf' } };
    const { spec } = deaf.spec.template;
    if (spec) spec.terminationGracePeriodSeconds = 3600;
    await api.create(VirtualMachineKind, deaf);
    await runs(api, 'verb-deaf');
    const vm = await opened(page, 'verb-deaf');
    await vm.hasStatus('Running');
    await vm.act('Stop');
    await vm.confirm('Stop');
    await vm.hasStatus('Stopping');
    await vm.act('Force stop');
    await vm.confirm('Force stop');
    await vm.hasStatus('Stopped');
    expect(await instance(api, 'verb-deaf')).toBeUndefined();
  });
});

test.describe('migration', () => {
  test('goes to the node that is named', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verb-move' }));
    await runs(api, 'verb-move');
    const from = (await instance(api, 'verb-move'))?.status?.nodeName;
    const vm = await opened(page, 'verb-move');
    await vm.act('Migrate');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('A certain node').check();
    await expect(dialog.getByTestId('dialog-submit')).toBeDisabled();
    await expect(dialog.getByLabel(from ?? '', { exact: true })).toBeDisabled();
    const target = dialog.locator('input[name="migrate-nodes"]:enabled').first();
    const to = ((await target.getAttribute('id')) ?? '').replace('migrate-to-', '');
    await target.check();
    await vm.confirm('Migrate');
    const migrations = async () => (await api.list(MigrationKind, project)).filter((each) => each.spec.vmiName === 'verb-move');
    await expect.poll(async () => (await migrations())[0]?.spec.addedNodeSelector).toEqual({ 'kubernetes.io/hostname': to });
    await eventually('it has moved', async () => (await instance(api, 'verb-move'))?.status?.nodeName === to);
  });

  test('is cancelled while it waits for a node', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verb-wait' }));
    await runs(api, 'verb-wait');
    const vm = await opened(page, 'verb-wait');
    const selector = { addedNodeSelector: { 'no-node-has': 'this' } };
    await api.request('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${project}/virtualmachines/verb-wait/migrate`, selector);
    await vm.act('Cancel migration');
    const open = async () => (await api.list(MigrationKind, project)).filter((each) => each.spec.vmiName === 'verb-wait' && each.status?.phase !== 'Failed');
    await expect.poll(async () => (await open()).length).toBe(0);
    await vm.hasStatus('Running');
  });
});

test.describe('run strategy, protection and labels', () => {
  test('a run strategy is changed and taken back; an untouched dialog writes nothing', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verb-strategy', runStrategy: 'Halted' }));
    const vm = await opened(page, 'verb-strategy');
    const strategy = async () => (await api.get(VirtualMachineKind, 'verb-strategy', project))?.spec.runStrategy;
    const writes: string[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && writes.push(request.url()));
    await vm.act('Change run strategy');
    await vm.confirm('Save');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(writes).toEqual([]);
    await vm.act('Change run strategy');
    await page.getByRole('dialog').getByLabel('Manual').check();
    await vm.confirm('Save');
    await expect.poll(strategy).toBe('Manual');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(strategy).toBe('Halted');
  });

  test('a protected machine cannot be deleted, and says why', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'verb-protect', runStrategy: 'Halted' }));
    const vm = await opened(page, 'verb-protect');
    const labels = async () => (await api.get(VirtualMachineKind, 'verb-protect', project))?.metadata.labels ?? {};
    await vm.act('Protect against deletion');
    await expect.poll(labels).toHaveProperty([Labels.deleteProtection], 'True');
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await expect(page.getByTestId('action-delete')).toContainText('The machine is protected against deletion.');
    await page.getByRole('menuitem', { name: 'Allow deletion' }).click();
    await expect.poll(labels).not.toHaveProperty([Labels.deleteProtection]);
  });
});

test.describe('snapshots and clones', () => {
  test('a snapshot says what it leaves out, and ends as the server says', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machineWithDisks('verb-snap', ['root']));
    await eventually('KubeVirt has judged the disks', async () => (await api.get(VirtualMachineKind, 'verb-snap', project))?.status?.volumeSnapshotStatuses?.some((each) => each.enabled));
    const vm = await opened(page, 'verb-snap');
    await vm.act('Take snapshot');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByTestId('snapshot-volume-root')).toHaveAttribute('data-included', 'true');
    await expect(dialog.getByTestId('snapshot-volume-scratch')).toContainText('Snapshot is not supported for this volumeSource type [scratch]');
    await expect(dialog.getByTestId('dialog-submit')).toBeDisabled();
    await dialog.getByTestId('snapshot-aware').check();
    await dialog.getByTestId('snapshot-name').fill('Not a name');
    await expect(dialog).toContainText('Only small letters, digits and dashes.');
    await dialog.getByTestId('snapshot-name').fill('verb-snap-one');
    await dialog.getByTestId('snapshot-description').fill('before the update');
    await dialog.getByLabel('Deadline', { exact: true }).fill('7');
    await vm.confirm('Take snapshot');
    const taken = await eventually('it is ready', async () => {
      const found = await api.get(SnapshotKind, 'verb-snap-one', project);
      return found && (found.status as { readyToUse?: boolean } | undefined)?.readyToUse ? found : undefined;
    });
    expect(taken).toMatchObject({ spec: { failureDeadline: '7m' }, metadata: { annotations: { description: 'before the update' } } });
    await expect(page.getByRole('heading', { name: 'Take snapshot: verb-snap' })).toBeVisible();
    await vm.act('Take snapshot');
    await dialog.getByTestId('snapshot-aware').check();
    await dialog.getByTestId('snapshot-name').fill('verb-snap-one');
    await vm.confirm('Take snapshot');
    await expect(dialog).toContainText('already exists');
  });

  test('a clone has a name, addresses and a serial number of its own, and is started', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machineWithDisks('verb-clone', ['root'], { runStrategy: 'Halted', scratch: false }));
    await eventually('its disk is ready', async () => (await api.get(VirtualMachineKind, 'verb-clone', project))?.status?.volumeSnapshotStatuses?.every((each) => each.enabled));
    const vm = await opened(page, 'verb-clone');
    await vm.act('Clone');
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('clone-name').fill('verb-clone');
    await expect(dialog).toContainText('The clone needs a name of its own.');
    await dialog.getByTestId('clone-name').fill('verb-copy');
    await dialog.getByText('Addresses and serial number of the clone').click();
    await dialog.getByTestId('clone-mac-default').fill('02:00:00:00:00:zz');
    await expect(dialog.getByTestId('dialog-submit')).toBeDisabled();
    await dialog.getByTestId('clone-mac-default').fill('02:00:00:00:00:42');
    await dialog.getByTestId('clone-serial').fill('SN-42');
    await dialog.getByTestId('clone-start').check();
    await vm.confirm('Clone');
    await runs(api, 'verb-copy');
    const { domain } = (await api.get(VirtualMachineKind, 'verb-copy', project))?.spec.template.spec ?? {};
    expect(domain?.devices.interfaces?.[0]?.macAddress).toBe('02:00:00:00:00:42');
    expect(domain?.firmware?.serial).toBe('SN-42');
  });
});

test.describe('deleting', () => {
  const claim = (api: Api, name: string) => api.get(PersistentVolumeClaimKind, name, project);

  test('keeps the disks that are to be kept, shareable ones unasked, and lets the others go', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machineWithDisks('verb-gone', ['root', 'data', 'shared'], { shareable: ['shared'] }));
    await runs(api, 'verb-gone');
    const vm = await opened(page, 'verb-gone');
    await vm.act('Delete');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('The machine is running');
    await expect(dialog.getByTestId('owned-verb-gone-shared')).not.toBeChecked();
    await dialog.getByTestId('owned-verb-gone-data').uncheck();
    await dialog.getByLabel('With a grace period of its own').check();
    await dialog.getByLabel('Seconds').fill('0');
    await expect(dialog.getByTestId('dialog-submit')).toBeDisabled();
    await dialog.getByTestId('confirm-typed').fill('verb-gone');
    await vm.confirm('Delete');
    await eventually('the machine is gone', async () => (await api.get(VirtualMachineKind, 'verb-gone', project)) === undefined);
    await eventually('its disk went with it', async () => (await claim(api, 'verb-gone-root')) === undefined);
    for (const kept of ['verb-gone-data', 'verb-gone-shared']) {
      expect(await claim(api, kept)).toBeDefined();
      expect((await api.get(DataVolumeKind, kept, project))?.metadata.ownerReferences ?? []).toEqual([]);
    }
  });

  test('does not happen when a disk cannot be saved', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machineWithDisks('verb-stays', ['root'], { runStrategy: 'Halted' }));
    await eventually('its disk is there', async () => (await api.get(DataVolumeKind, 'verb-stays-root', project)) !== undefined);
    const vm = await opened(page, 'verb-stays');
    await page.route('**/datavolumes/verb-stays-root*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 403, contentType: 'application/json', body: JSON.stringify({ kind: 'Status', status: 'Failure', code: 403, reason: 'Forbidden', message: 'datavolumes is forbidden today' }) })
        : route.fallback(),
    );
    await vm.act('Delete');
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('owned-verb-stays-root').uncheck();
    await dialog.getByTestId('confirm-typed').fill('verb-stays');
    await vm.confirm('Delete');
    await expect(dialog).toContainText('datavolumes is forbidden today');
    expect((await api.get(VirtualMachineKind, 'verb-stays', project))?.metadata.deletionTimestamp).toBeUndefined();
    expect(await claim(api, 'verb-stays-root')).toBeDefined();
  });
});

test('a refusal is shown in the words of the server', async ({ page, api }) => {
  await api.create(VirtualMachineKind, machine({ name: 'verb-refused', runStrategy: 'Halted' }));
  const vm = await opened(page, 'verb-refused');
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await api.request('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${project}/virtualmachines/verb-refused/start`, {});
  await page.route('**/verb-refused/start*', async (route) => {
    await runs(api, 'verb-refused');
    await route.fallback();
  });
  // The page may have seen the start meanwhile; the order was given on what stood there.
  await page.getByTestId('action-start').getByRole('menuitem').dispatchEvent('click');
  const refused = page.getByText('VM is already running');
  const disabled = page.getByTestId('action-start').getByText('The machine is already running.');
  await expect(refused.or(disabled).first()).toBeVisible();
  await vm.hasStatus('Running');
});
