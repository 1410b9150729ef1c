import type { Page } from '@playwright/test';
import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'finding-test';
const list = `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;
const search = (page: Page) => page.getByRole('combobox', { name: 'Search machines' });
const count = (page: Page) => page.getByTestId('vm-count');
const saved = (page: Page) => page.getByTestId('saved-searches');

/** Eight machines: four of each tier, of one to four processors, every other one stopped. */
test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  if (await api.get(NamespaceKind, project)) return;
  await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: project } });
  for (let index = 0; index < 8; index += 1) {
    const made = machine({ name: `found-${index}`, namespace: project, runStrategy: index % 2 === 0 ? 'Halted' : 'Always' });
    made.metadata.labels = { tier: index < 4 ? 'front' : 'back' };
    const { spec } = made.spec.template;
    if (spec) spec.domain.cpu = { cores: (index % 4) + 1 };
    await api.create(VirtualMachineKind, made);
  }
});

test.beforeEach(async ({ page }) => {
  await page.goto(list);
  await expect(count(page)).toHaveText('8 of 8');
});

test.describe('one query', () => {
  test('typed ticks the facet, the facet unticked empties the field, and the address follows both', async ({ page }) => {
    await search(page).fill('status:stopped');
    await expect(count(page)).toHaveText('4 of 8');
    await page.getByTestId('filters').click();
    const stopped = page.getByTestId('facet-values').getByLabel('Stopped', { exact: true });
    await expect(stopped).toBeChecked();
    await expect(page).toHaveURL(/q=status%3Astopped/);
    await stopped.uncheck();
    await expect(search(page)).toHaveValue('');
    await expect(page).not.toHaveURL(/q=/);
    await page.getByRole('button', { name: 'Labels', exact: true }).click();
    await page.getByTestId('facet-values').getByLabel('tier=front').check();
    await expect(search(page)).toHaveValue('label:tier=front');
    await page.reload();
    await expect(search(page)).toHaveValue('label:tier=front');
    await expect(count(page)).toHaveText('4 of 8');
  });

  const queries: [words: string, query: string, found: number][] = [
    ['negation', '-status:stopped', 4],
    ['comparison', 'vcpu:>=3', 4],
    ['several values', 'vcpu:1,4', 4],
    ['OR', 'label:tier=front OR vcpu:>=3', 6],
    ['all of it', '-label:tier=back vcpu:<3 OR found-7', 2],
    ['quotes', 'name:"found-3"', 1],
    ['a comparison of time', 'created:<1h', 8],
  ];
  for (const [words, query, found] of queries) {
    test(`understands ${words}, and says how many it hides`, async ({ page }) => {
      await search(page).fill(query);
      await expect(count(page)).toHaveText(`${found} of 8`);
      if (found < 8) await expect(page.getByText(`${8 - found} hidden by filters`)).toBeVisible();
      await page.getByTestId('clear-filters').click();
      await expect(count(page)).toHaveText('8 of 8');
      await expect(search(page)).toHaveValue('');
    });
  }

  test('is completed with the keyboard alone', async ({ page }) => {
    await search(page).focus();
    await page.keyboard.type('-stat');
    await expect(page.getByRole('option', { name: '-status:' })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(search(page)).toHaveValue('-status:');
    await page.keyboard.type('runn');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { selected: true })).toHaveText('running');
    await page.keyboard.press('Enter');
    await expect(search(page)).toHaveValue('-status:running ');
    await expect(count(page)).toHaveText('4 of 8');
    await page.keyboard.type('lab');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('option')).toHaveCount(0);
  });

  test('is not called wrong while it is typed, but when the field is left or Enter is pressed', async ({ page }) => {
    const warning = page.getByText('"status:" needs a value.');
    await search(page).focus();
    await page.keyboard.type('status:');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expect(warning).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(warning).toBeVisible();
    await page.keyboard.press('Backspace');
    await page.keyboard.type(':');
    await expect(warning).toHaveCount(0);
    await search(page).blur();
    await expect(warning).toBeVisible();
  });
});

test.describe('searches that are kept', () => {
  test('have a name, and one of them begins a fresh list', async ({ page }) => {
    await search(page).fill('label:tier=back');
    await saved(page).click();
    await page.getByRole('menuitem', { name: 'Save this search' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('The back');
    await page.getByTestId('dialog-submit').click();
    await page.getByTestId('clear-filters').click();
    await page.reload();
    await saved(page).click();
    await page.getByRole('button', { name: 'Begin the list with The back' }).click();
    await page.goto(list);
    await expect(search(page)).toHaveValue('label:tier=back');
    await expect(count(page)).toHaveText('4 of 8');
    await page.goto(`${list}?q=found-1`);
    await expect(count(page)).toHaveText('1 of 8');
    await saved(page).click();
    await page.getByRole('button', { name: 'Delete the search The back' }).click();
    await page.goto(list);
    await expect(count(page)).toHaveText('8 of 8');
  });

  test('include the last ones', async ({ page }) => {
    await search(page).fill('vcpu:>3');
    await search(page).press('Enter');
    await page.getByTestId('clear-filters').click();
    await page.reload();
    await saved(page).click();
    await page.getByRole('menuitem', { name: 'vcpu:>3' }).click();
    await expect(count(page)).toHaveText('2 of 8');
  });
});

test.describe('a link', () => {
  test('of another list is translated, and what is not is named', async ({ page }) => {
    await page.goto(`${list}?name=found&labels=tier=front&rowFilter-status=Stopped&rowFilter-os=fedora&shoe=9`);
    await expect(search(page)).toHaveValue('found label:tier=front status:Stopped');
    await expect(count(page)).toHaveText('2 of 8');
    await expect(page.getByText('This link has parts that mean nothing here: rowFilter-os=fedora, shoe=9')).toBeVisible();
    await page.getByTestId('clear-filters').click();
    await expect(count(page)).toHaveText('8 of 8');
    await expect(page).not.toHaveURL(/name=|labels=/);
  });

  test('edited by hand never empties the page', async ({ page }) => {
    await page.goto(`${list}?sort=-&view=%3Cscript%3E&peek=nobody%2Fnothing&q=ip:999.1/77+memory:lots+%22open`);
    await expect(page.getByText('sort=-, view=<script>')).toBeVisible();
    await expect(page.getByText('"ip:999.1/77" has a value that means nothing here.')).toBeVisible();
    await expect(page.getByText('"memory:lots" has a value that means nothing here.')).toBeVisible();
    await expect(page.getByText('This machine is not in the list')).toBeVisible();
    await expect(page.getByText('No machine matches')).toBeVisible();
    await page.getByTestId('clear-filters').click();
    await expect(count(page)).toHaveText('8 of 8');
  });
});
