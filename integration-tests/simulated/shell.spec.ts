import { expect, simulated as test } from '../support/fixtures';

const PAGES = ['Overview', 'Catalog', 'VirtualMachines', 'Templates', 'DataSources', 'MigrationPolicies'];

test.describe('the shell', () => {
  test('opens every page of the navigation, and none of them complains', async ({ page }) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/404 \(Not Found\)/.test(message.text())) complaints.push(message.text());
    });
    await page.goto('/');
    for (const name of PAGES) {
      await page.getByRole('link', { name, exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    }
    expect(complaints).toEqual([]);
  });

  test('speaks French and Chinese when asked', async ({ page }) => {
    for (const [language, words] of [['fr', 'Machines virtuelles'], ['zh', '虚拟机']] as const) {
      await page.addInitScript((chosen) => localStorage.setItem('bridge/last-language', chosen), language);
      await page.goto('/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine');
      await expect(page.getByRole('heading', { name: words, level: 1 })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    }
  });

  test('says why a plugin is missing', async ({ page }) => {
    await page.route('**/api/plugins/virtdeck/plugin-manifest.json', (route) => route.fulfill({ status: 404, body: 'not found' }));
    await page.goto('/');
    await expect(page.getByText(/virtdeck/).filter({ hasText: /load|manifest|404/i }).first()).toBeVisible();
  });

  test('is the same page after a deep link', async ({ page }) => {
    await page.goto('/k8s/ns/openshift/templates/fedora-server-small/yaml');
    await expect(page.getByRole('heading', { name: 'fedora-server-small', level: 1 })).toBeVisible();
  });
});
