import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { MachinePage } from '../pages/machine';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machineWithDisks } from '../support/machines';
import { eventually } from '../support/wait';

const project = 'dev-team';
const name = 'spoken-to';

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  await api.create(VirtualMachineKind, machineWithDisks(name, ['root', 'shared'], { shareable: ['shared'] }));
  await eventually('it runs', async () => (await api.get(VirtualMachineInstanceKind, name, project))?.status?.phase === 'Running');
});

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await expect(page.getByTestId('action-delete')).toBeVisible();
}

/** Opens the dialog of a verb, and what is folded or hidden in it. */
function dialog(verb: string, unfold: (page: Page) => Promise<void> = () => Promise.resolve()) {
  return async (page: Page) => {
    await openMenu(page);
    await page.getByTestId(`action-${verb}`).getByRole('menuitem').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await unfold(page);
  };
}

const STATES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the open menu', openMenu],
  ['stop', dialog('stop', (page) => page.getByTestId('command').locator('summary').click())],
  ['delete', dialog('delete', (page) => page.getByLabel('With a grace period of its own').check())],
  ['take a snapshot', dialog('snapshot', (page) => page.getByTestId('snapshot-name').fill('Wrong Name'))],
  ['clone', dialog('clone', (page) => page.getByText('Addresses and serial number of the clone').click())],
  ['migrate', dialog('migrate', (page) => page.getByLabel('A certain node').check())],
  ['run strategy', dialog('run-strategy')],
  ['move to a group', dialog('move-to-group')],
  ['labels', dialog('labels', (page) => page.getByTestId('add-pair').click())],
  ['annotations', dialog('annotations')],
  ['tasks and a toast', startedTask],
];

async function startedTask(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByTestId('action-soft-reboot').getByRole('menuitem').click();
  await expect(page.getByRole('heading', { name: `Soft reboot: ${name}` })).toBeVisible();
  await page.getByTestId('tasks').click();
  await expect(page.getByTestId('task').first()).toBeVisible();
}

async function violations(page: Page): Promise<string[]> {
  await expect(page.locator('.pf-v6-c-spinner:visible, .pf-v6-c-skeleton:visible')).toHaveCount(0);
  const found = (await new AxeBuilder({ page }).analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('\n   ')}`);
}

for (const theme of ['light', 'dark']) {
  test(`verbs and their dialogs can be used by everyone, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.addInitScript((chosen) => localStorage.setItem('bridge/theme', chosen), theme);
    const vm = new MachinePage(page, project, name);
    await vm.open();
    await vm.hasStatus('Running');
    for (const [title, open] of STATES) {
      await test.step(title, async () => {
        await open(page);
        expect.soft(await violations(page), title).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.locator('[role="dialog"], [role="menu"]')).toHaveCount(0);
      });
    }
  });
}
