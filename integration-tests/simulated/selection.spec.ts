import type { Page } from '@playwright/test';
import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'selection-test';
const list = `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;
const ALL = 60;
const search = (page: Page) => page.getByRole('combobox', { name: 'Search machines' });
const bar = (page: Page) => page.getByTestId('bulk-bar');
const row = (page: Page, name: string) => page.locator(`[data-test="row"][data-key="${project}/${name}"]`);

async function selectedNames(page: Page): Promise<string[]> {
  const keys = await page.locator('[data-test="row"][aria-selected="true"]').evaluateAll((rows) => rows.map((each) => each.getAttribute('data-key') ?? ''));
  return keys.map((key) => key.slice(project.length + 1)).sort();
}

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  if (await api.get(NamespaceKind, project)) return;
  await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: project } });
  for (let index = 10; index < 10 + ALL; index += 1) {
    const made = machine({ name: `sel-${index}`, namespace: project, runStrategy: 'Halted' });
    made.metadata.labels = { half: index % 2 === 0 ? 'even' : 'odd' };
    await api.create(VirtualMachineKind, made);
  }
});

test.beforeEach(async ({ page }) => {
  await page.goto(list);
  await expect(page.getByTestId('vm-count')).toHaveText(`${ALL} of ${ALL}`);
});

test.describe('with the keyboard alone', () => {
  test.beforeEach(async ({ page }) => page.getByTestId('table').focus());

  test('arrows move, space selects, Enter opens', async ({ page }) => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(row(page, 'sel-11')).toHaveAttribute('aria-selected', 'true');
    await expect(bar(page)).toContainText('1 selected');
    await page.keyboard.press('Space');
    await expect(bar(page)).toHaveCount(0);
    await page.keyboard.press('End');
    await expect(row(page, `sel-${9 + ALL}`)).toHaveAttribute('data-active', 'true');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/VirtualMachine\/sel-10/);
  });

  test('Shift with the arrows selects from where one stood, and gives back on the way home', async ({ page }) => {
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowDown');
    expect(await selectedNames(page)).toEqual(['sel-12', 'sel-13', 'sel-14', 'sel-15']);
    await page.keyboard.press('Shift+ArrowUp');
    await expect(bar(page)).toContainText('3 selected');
    expect(await selectedNames(page)).toEqual(['sel-12', 'sel-13', 'sel-14']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await expect(bar(page)).toContainText('5 selected');
  });

  test('Ctrl+A selects all that match, also out of sight', async ({ page }) => {
    await page.keyboard.press('Control+a');
    await expect(bar(page)).toContainText(`${ALL} selected`);
    await expect(page.getByTestId('select-all')).toBeChecked();
  });
});

test('a selection survives sorting, filtering and scrolling', async ({ page }) => {
  await row(page, 'sel-10').getByRole('checkbox').check();
  await row(page, 'sel-11').getByRole('checkbox').check();
  await page.getByTestId('sort-name').click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect(row(page, `sel-${9 + ALL}`)).toBeVisible();
  await expect(bar(page)).toContainText('2 selected');
  await page.getByTestId('table').focus();
  await page.keyboard.press('End');
  await expect(row(page, 'sel-10')).toHaveAttribute('aria-selected', 'true');
  await search(page).fill('label:half=odd');
  await expect(bar(page)).toContainText('1 of them hidden by filters');
  await search(page).fill('');
  await expect(row(page, 'sel-10')).toHaveCount(0);
  await expect(bar(page)).toContainText('2 selected');
});

test('a click with Shift selects the range in the order shown', async ({ page }) => {
  await page.getByTestId('sort-name').click();
  await expect(page).toHaveURL(/sort=-name/);
  await row(page, 'sel-66').getByRole('checkbox').click();
  await row(page, 'sel-63').getByRole('checkbox').click({ modifiers: ['Shift'] });
  await expect(bar(page)).toContainText('4 selected');
  expect(await selectedNames(page)).toEqual(['sel-63', 'sel-64', 'sel-65', 'sel-66']);
});

test('the box in the head says how many, and the bar offers all that match', async ({ page }) => {
  await row(page, 'sel-12').getByRole('checkbox').check();
  await expect(page.getByRole('checkbox', { name: 'Select all rows, 1 selected' })).toBeVisible();
  await search(page).fill('label:half=even');
  await expect(page.getByTestId('vm-count')).toHaveText(`${ALL / 2} of ${ALL}`);
  await expect(page.getByTestId('select-matching')).toHaveText(`Select all ${ALL / 2} that match`);
  await page.getByTestId('select-matching').click();
  await expect(bar(page)).toContainText(`${ALL / 2} selected`);
  await expect(page.getByTestId('select-all')).toBeChecked();
  await page.getByTestId('clear-filters').click();
  await expect(page.getByTestId('select-all')).not.toBeChecked();
  await page.getByTestId('select-all').click();
  await expect(bar(page)).toContainText(`${ALL} selected`);
  await page.getByRole('button', { name: 'Select none' }).click();
  await expect(bar(page)).toHaveCount(0);
});
