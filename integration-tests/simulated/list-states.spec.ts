import type { Page } from '@playwright/test';
import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import type { VirtualMachine } from '../../contracts/virt';
import { refuse, smuggle } from '../support/answers';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const projects = { hostile: 'hostile-test', other: 'hostile-other', empty: 'empty-test' };
const listOf = (project: string) => `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;
const count = (page: Page) => page.getByTestId('vm-count');
const HTML = '<img src=x onerror="window.wasHarmed=true">';
const FORMULA = '=HYPERLINK("http://evil.example","click")';
const MANY = 1200;

/** Halted: what they are called is what is looked at. */
function halted(name: string, namespace: string, metadata: Partial<VirtualMachine['metadata']> = {}): VirtualMachine {
  const made = machine({ name, namespace, runStrategy: 'Halted' });
  return { ...made, metadata: { ...made.metadata, ...metadata } };
}

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  if (await api.get(NamespaceKind, projects.hostile)) return;
  for (const name of Object.values(projects)) await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const many = Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`many/l${index}`, `v${index}`]));
  await api.create(VirtualMachineKind, halted('html', projects.hostile, { annotations: { description: HTML } }));
  await api.create(VirtualMachineKind, halted('formula', projects.hostile, { annotations: { description: FORMULA }, labels: { script: 'alert-1' } }));
  await api.create(VirtualMachineKind, halted('labelled', projects.hostile, { labels: many }));
  await api.create(VirtualMachineKind, halted('twin', projects.hostile));
  await api.create(VirtualMachineKind, halted('twin', projects.other));
});

/** The columns as a person would have chosen them. */
async function chooseColumns(page: Page, columns: readonly string[]): Promise<void> {
  const settings = JSON.stringify({ 'virtdeck.list': { columns } });
  await page.addInitScript((text) => localStorage.setItem('console-user-settings', text), settings);
}

async function exported(page: Page, verb: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Table options' }).click();
  await page.getByRole('menuitem', { name: verb }).click();
  const parts: Buffer[] = [];
  for await (const part of await (await download).createReadStream()) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

/** Objects no server of ours would let in: parts that are missing, null, huge, of another type or from the future. */
const strange: unknown[] = [
  null,
  'a text',
  { metadata: null },
  { metadata: { name: 'bare', namespace: projects.hostile } },
  {
    metadata: { name: 'nulls', namespace: projects.hostile, labels: null, annotations: null, creationTimestamp: null, ownerReferences: null },
    spec: null,
    status: null,
  },
  {
    metadata: { name: 'future', namespace: projects.hostile, creationTimestamp: '2999-01-01T00:00:00Z', labels: { [HTML]: FORMULA } },
    spec: { runStrategy: 7, template: { spec: { domain: { cpu: { cores: 'many' }, memory: { guest: 'lots' }, devices: [] }, volumes: 'none', networks: {} } } },
    status: { printableStatus: FORMULA, conditions: [null, 3, { type: null }], volumeSnapshotStatuses: 'x' },
  },
  {
    metadata: { name: `huge-${'x'.repeat(5000)}`, namespace: projects.hostile, labels: { long: 'y'.repeat(50_000) } },
    spec: { template: { spec: { domain: { cpu: { cores: 1e308 }, memory: { guest: '9'.repeat(400) } } } } },
    status: { printableStatus: 'FromTheFuture', conditions: Array.from({ length: 500 }, (_, index) => ({ type: `C${index}`, status: 'False' })) },
  },
];

test.describe('strange machines', () => {
  test('what looks like HTML or a formula is shown as text, and leaves as text', async ({ page }) => {
    await chooseColumns(page, ['name', 'status', 'labels']);
    await smuggle(page, 'virtualmachines', strange);
    await page.goto(listOf(projects.hostile));
    const row = page.locator(`[data-test="row"][data-key="${projects.hostile}/future"]`);
    await expect(row.getByText(`${HTML}=${FORMULA}`, { exact: true })).toBeVisible();
    await expect(row.getByText(FORMULA, { exact: true })).toBeVisible();
    const csv = await exported(page, 'Export as CSV');
    expect(csv.startsWith('\uFEFFName,Status,Labels\r\n')).toBe(true);
    expect(csv).toContain(`\r\nfuture,"'${FORMULA.replaceAll('"', '""')}","${`${HTML}=${FORMULA}`.replaceAll('"', '""')}"\r\n`);
    expect(csv).not.toMatch(/(?:^|[\n,])"?[=+@-]/);
    const rows = JSON.parse(await exported(page, 'Export as JSON')) as Record<string, string>[];
    expect(rows.find((row) => row.Name === 'future')).toEqual({ Name: 'future', Status: FORMULA, Labels: `${HTML}=${FORMULA}` });
    expect(await page.evaluate(() => 'wasHarmed' in window)).toBe(false);
  });

  test('a description of markup is found, and drawn as text beside the list', async ({ page }) => {
    await page.goto(`${listOf(projects.hostile)}?q=description:onerror&peek=${projects.hostile}%2Fhtml`);
    await expect(count(page)).toHaveText('1 of 4');
    await expect(page.getByTestId('peek')).toContainText('html');
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
    expect(await page.evaluate(() => 'wasHarmed' in window)).toBe(false);
  });

  test('parts that are missing, null, huge or from the future cost nobody the list', async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await smuggle(page, 'virtualmachines', strange);
    await smuggle(page, 'virtualmachineinstances', strange);
    await smuggle(page, 'virtualmachineinstancemigrations', strange);
    await page.goto(listOf(projects.hostile));
    await expect(count(page)).toHaveText('8 of 8');
    for (const name of ['bare', 'nulls', 'future', 'labelled', 'twin']) await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
    for (const column of ['status', 'node', 'ip', 'name']) await page.getByTestId(`sort-${column}`).click();
    for (const name of ['bare', 'nulls', 'future']) {
      await page.goto(`${listOf(projects.hostile)}?peek=${projects.hostile}%2F${name}`);
      await expect(page.getByTestId('peek')).toContainText(name);
    }
    await page.goto(`${listOf(projects.hostile)}?view=tiles`);
    await expect(page.getByTestId('tile').filter({ hasText: 'bare' })).toBeVisible();
    await expect(page.getByText('This page could not be shown')).toHaveCount(0);
    expect(errors).toEqual([]);
  });

  test(`${MANY} labels on one machine are searched, offered and exported`, async ({ page }) => {
    await chooseColumns(page, ['name', 'labels']);
    await page.goto(`${listOf(projects.hostile)}?q=label:many/l${MANY - 1}=v${MANY - 1}`);
    await expect(count(page)).toHaveText('1 of 4');
    await page.getByTestId('filters').click();
    await page.getByRole('dialog', { name: 'Filters' }).getByRole('button', { name: 'Labels' }).click();
    await page.getByTestId('facet-values').getByLabel('Find a value').fill('many/l77=');
    await expect(page.getByTestId('facet-values').getByLabel('many/l77=v77')).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await exported(page, 'Export as CSV')).toContain(`many/l${MANY - 1}=v${MANY - 1}`);
  });

  test('two of one name in two projects are two', async ({ page }) => {
    await page.goto('/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine?q=name:twin');
    await expect(page.getByTestId('row')).toHaveCount(2);
    await page.getByTestId('row').filter({ hasText: projects.other }).getByRole('checkbox').check();
    await expect(page.getByTestId('bulk-bar')).toContainText('1 selected');
    await page.getByTestId('row').filter({ hasText: projects.other }).getByText('Stopped').click();
    await expect(page).toHaveURL(new RegExp(`peek=${projects.other}%2Ftwin`));
  });
});

test.describe('what stands in the way', () => {
  test('without a look at instances the machines are there, and it is said', async ({ page }) => {
    await refuse(page, 'virtualmachineinstances', 403, 'virtualmachineinstances.kubevirt.io is forbidden');
    await page.goto(listOf(projects.hostile));
    await expect(count(page)).toHaveText('4 of 4');
    await expect(page.getByText('Nodes, addresses and guest data are missing')).toBeVisible();
  });

  test('an error is told in the words of the server, and can be tried again', async ({ page }) => {
    const relent = await refuse(page, 'virtualmachines', 500, 'etcd has the hiccups');
    await page.goto(listOf(projects.hostile));
    await expect(page.getByText('etcd has the hiccups')).toBeVisible();
    await relent();
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect(count(page)).toHaveText('4 of 4');
  });

  test('no permission is told in the words of the server', async ({ page }) => {
    await refuse(page, 'virtualmachines', 403, 'virtualmachines.kubevirt.io is forbidden for you');
    await page.goto(listOf(projects.hostile));
    await expect(page.getByRole('heading', { name: 'You have no permission to see this' })).toBeVisible();
    await expect(page.getByText('virtualmachines.kubevirt.io is forbidden for you')).toBeVisible();
  });

  test('an empty project says how to go on, a search without result how to go back', async ({ page }) => {
    await page.goto(listOf(projects.empty));
    await expect(page.getByRole('heading', { name: 'No virtual machines' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Create a virtual machine' })).toBeVisible();
    await page.goto(`${listOf(projects.hostile)}?q=nobody-has-this-name`);
    await expect(count(page)).toHaveText('0 of 4');
    await expect(page.getByText('4 hidden by filters')).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await expect(count(page)).toHaveText('4 of 4');
  });

  test('a full browser storage costs no choice on this page, and is told once', async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    });
    await page.goto(listOf(projects.hostile));
    await expect(count(page)).toHaveText('4 of 4');
    const told = page.getByText('the browser could not keep it');
    await expect(told).toHaveCount(0);
    await page.getByTestId('toggle-tree').click();
    await expect(page.getByRole('button', { name: 'Show the tree' })).toBeVisible();
    await expect(told).toHaveCount(1);
    await page.getByRole('combobox', { name: 'Search machines' }).fill('twin');
    await page.keyboard.press('Enter');
    await page.getByTestId('toggle-tree').click();
    await expect(page.getByRole('button', { name: 'Hide the tree' })).toBeVisible();
    await expect(count(page)).toHaveText('1 of 4');
    await expect(told).toHaveCount(1);
  });
});
