import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { VirtualMachineKind } from '../../contracts/kinds';
import { MachineListPage } from '../pages/machine-list';
import { MachinePage } from '../pages/machine';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'dev-team';
const FOLDER = 'integration-tests/fixtures/second-plugin';

/** The host is told of a second plugin, and gets its files. */
async function withSecondPlugin(page: Page): Promise<void> {
  await page.route('**/api/plugins/second-plugin/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const contentType = name.endsWith('.js') ? 'text/javascript' : 'application/json';
    await route.fulfill({ contentType, body: await readFile(`${FOLDER}/${name}`, 'utf8') });
  });
  await page.route(
    (url) => !url.pathname.startsWith('/api/') && !/\.\w+$/.test(url.pathname),
    async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('"consolePlugins":["virtdeck"]', '"consolePlugins":["virtdeck","second-plugin"]') });
    },
  );
}

const labels = (page: Page) => page.getByRole('menuitem').allInnerTexts();

test.describe('another plugin', () => {
  test.beforeEach(({ page }) => withSecondPlugin(page));

  test('adds to the menu of a row where its hints say, and acts on the machine', async ({ page, api }) => {
    const made = await api.create(VirtualMachineKind, machine({ name: 'guest-of-two', runStrategy: 'Halted' }));
    const list = new MachineListPage(page);
    await list.open(project);
    await page.getByTestId('table').getByRole('button', { name: 'Actions of guest-of-two' }).click();
    await expect(page.getByTestId('action-second-mark')).toBeVisible();
    const all = await labels(page);
    expect(all.findIndex((each) => each.startsWith('Mark this machine'))).toBe(all.findIndex((each) => each.startsWith('Start')) + 1);
    await expect(page.getByTestId('action-second-off')).toContainText('The second plugin is closed today.');
    await page.getByRole('menuitem', { name: 'Mark this machine' }).click();
    const mark = async () => (await api.get(VirtualMachineKind, 'guest-of-two', project))?.metadata.annotations?.['second-plugin'];
    await expect.poll(mark).toBe(made.metadata.uid);
  });

  test('whose providers throw, never load or never answer leaves the menu whole, and the failure is said', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'guest-of-three', runStrategy: 'Halted' }));
    const vm = new MachinePage(page, project, 'guest-of-three');
    await vm.open();
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await expect(page.getByTestId('action-second-mark')).toBeVisible();
    await expect(page.getByRole('menuitem', { name: /The actions of plugin second-plugin failed/ })).toHaveAttribute('aria-disabled', 'true');
    await expect(page.getByText('the second plugin fell over')).toBeVisible();
    await page.getByRole('menuitem', { name: /^Start/ }).first().click();
    await vm.hasStatus('Running');
  });

  test('adds to the right click and to the panel beside the list, and may lead to another page', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'guest-of-four', runStrategy: 'Halted' }));
    const list = new MachineListPage(page);
    await list.open(project, '?peek=dev-team%2Fguest-of-four');
    await list.row('guest-of-four').click({ button: 'right' });
    await expect(page.getByTestId('context-menu').getByTestId('action-second-mark')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByTestId('peek').getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Go to the overview' }).click();
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  });

  test('adds to the bar of many, and gets the machines that are selected now', async ({ page, api }) => {
    for (const name of ['pair-a', 'pair-b', 'pair-c']) await api.create(VirtualMachineKind, machine({ name, runStrategy: 'Halted' }));
    const list = new MachineListPage(page);
    await list.open(project, '?q=pair-');
    for (const name of ['pair-a', 'pair-b', 'pair-c']) await list.row(name).getByRole('checkbox').check();
    await list.row('pair-b').getByRole('checkbox').uncheck();
    await page.getByTestId('bulk-bar').getByRole('button', { name: 'Actions' }).click();
    await expect(page.getByTestId('action-second-mark-all')).toBeVisible();
    expect((await labels(page))[0]).toContain('Mark them all');
    await page.getByRole('menuitem', { name: 'Mark them all' }).click();
    const marks = async () => {
      const machines = await api.list(VirtualMachineKind, project);
      return machines.filter((each) => each.metadata.annotations?.['second-plugin'] === 'together').map((each) => each.metadata.name);
    };
    await expect.poll(marks).toEqual(['pair-a', 'pair-c']);
  });
});
