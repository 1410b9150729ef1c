import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { VirtualMachineKind } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const list = '/k8s/ns/dev-team/kubevirt.io~v1~VirtualMachine';

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  for (const name of ['seen-one', 'seen-two']) {
    const made = machine({ name });
    made.metadata.labels = { [Labels.folder]: 'seen' };
    await api.create(VirtualMachineKind, made);
  }
});

/** What can be opened over and beside the list. */
const STATES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['an open tree', async (page) => page.getByTestId('tree-group').first().getByRole('button', { name: 'Expand' }).click()],
  ['a machine beside the list', async (page) => page.getByTestId('row').first().getByText('Running').click()],
  ['screens', async (page) => page.getByRole('button', { name: 'Screens' }).click()],
  ['filters', async (page) => page.getByTestId('filters').click()],
  ['completion', async (page) => page.getByRole('combobox', { name: 'Search machines' }).fill('st')],
  ['nothing that matches', async (page) => page.getByRole('combobox', { name: 'Search machines' }).fill('nothing-like-it')],
  ['the menu of a row', async (page) => page.getByTestId('table').getByRole('button', { name: 'Actions of seen-one' }).click()],
  ['a context menu', async (page) => page.getByTestId('row').first().getByText('Running').click({ button: 'right' })],
  ['the columns dialog', openColumns],
  ['the preview of an action on many', openBulk],
];

async function openColumns(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Table options' }).click();
  await page.getByTestId('action-columns').click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function openBulk(page: Page): Promise<void> {
  await page.getByTestId('select-all').check();
  await page.getByTestId('bulk-bar').getByRole('button', { name: 'Actions' }).click();
  await page.getByTestId('action-delete').click();
  await expect(page.getByRole('dialog').getByTestId('bulk-affected')).toBeVisible();
}

for (const theme of ['light', 'dark']) {
  test.describe(`the list of machines, ${theme}`, () => {
    for (const [name, open] of STATES) {
      test(name, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage.setItem('bridge/theme', chosen), theme);
        await page.goto(list);
        await expect(page.getByTestId('row').first()).toContainText('Running');
        await open(page);
        await expect(page.locator('.pf-v6-c-spinner:visible, .pf-v6-c-skeleton:visible')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('\n   ')}`,
          ),
        ).toEqual([]);
      });
    }
  });
}
