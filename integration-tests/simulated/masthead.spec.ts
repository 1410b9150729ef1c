import { expect, simulated as test } from '../support/fixtures';

const MACHINES = 'kubevirt.io~v1~VirtualMachine';

test.describe('the masthead', () => {
  test('changes the project of the page, and finds it by its name', async ({ page }) => {
    await page.goto(`/k8s/all-namespaces/${MACHINES}`);
    await page.getByTestId('project-selector').click();
    await page.getByPlaceholder('Filter projects').fill('dev');
    await page.getByRole('option', { name: 'dev-team' }).click();
    await expect(page).toHaveURL(new RegExp(`/k8s/ns/dev-team/${MACHINES}`));
    await page.goto('/');
    await expect(page.getByTestId('project-selector')).toBeVisible();
  });

  test('changes the theme, and keeps it', async ({ page }) => {
    await page.goto(`/k8s/all-namespaces/${MACHINES}`);
    await page.getByTestId('preferences-menu').click();
    await page.getByTestId('theme-dark').getByRole('menuitem').click();
    await expect(page.locator('html')).toHaveClass(/pf-v6-theme-dark/);
    await page.reload();
    await expect(page.locator('html')).toHaveClass(/pf-v6-theme-dark/);
  });

  test('offers guided tours beside the page, and remembers how far one has come', async ({ page }) => {
    await page.goto('/k8s/ns/dev-team/catalog');
    await page.getByTestId('help-menu').click();
    await page.getByTestId('quick-starts').getByRole('menuitem').click();
    await page.getByRole('button', { name: 'Open Create a virtual machine' }).click();
    await page.getByTestId('quick-start').getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByTestId('quick-start')).toContainText('Select the volume virtdeck-guest');
    await page.getByRole('button', { name: 'All quick starts' }).click();
    await expect(page.getByTestId('quick-start-create-a-virtual-machine')).toContainText('In progress');
  });

  test('lets one look as a limited user', async ({ page }) => {
    await page.goto(`/k8s/all-namespaces/${MACHINES}`);
    await page.getByTestId('user-menu').click();
    await page.getByTestId('user-developer').getByRole('menuitem').click();
    await expect(page).toHaveURL(new RegExp(`/k8s/ns/dev-team/${MACHINES}`));
    await expect(page.getByTestId('user-menu')).toContainText('developer');
  });

  test('leads past the navigation by keyboard', async ({ page }) => {
    await page.goto('/k8s/ns/dev-team/catalog');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#content-scrollable')).toBeFocused();
  });
});

test('a plugin made for another console says so', async ({ page }) => {
  await page.route('**/api/plugins/virtdeck/plugin-manifest.json', async (route) => {
    const answer = await route.fetch();
    const manifest: unknown = await answer.json();
    await route.fulfill({ json: { ...Object(manifest), dependencies: { '@console/pluginAPI': '>=99.0.0' } } });
  });
  await page.goto(`/k8s/all-namespaces/${MACHINES}`);
  await expect(page.getByTestId('plugin-failure')).toContainText('required range >=99.0.0, resolved version 4.22.0');
  await expect(page.getByRole('heading', { name: '404: Page not found' })).toBeVisible();
});
