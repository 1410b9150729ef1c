import { SecretKind, VirtualMachineKind } from '../../contracts/kinds';
import { CatalogPage } from '../pages/catalog';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const GUEST = 'virtdeck-guest';

test.describe('the catalog', () => {
  test('suggests what the volume says, and shows every choice in the manifest', async ({ page }) => {
    const catalog = new CatalogPage(page);
    await catalog.open('dev-team');
    await catalog.choose(GUEST);
    await expect(page.getByTestId('instancetype')).toHaveValue('VirtualMachineClusterInstancetype/u1.nano');
    await expect(page.getByTestId('vm-name')).toHaveValue(/^virtdeck-guest-[a-z]+-[a-z]+-\d\d$/);
    await page.getByText('YAML', { exact: true }).click();
    const manifest = page.getByTestId('yaml-panel');
    await expect(manifest).toContainText('name: u1.nano');
    await page.getByTestId('vm-name').fill('shown-at-once');
    await expect(manifest).toContainText('name: shown-at-once');
    await page.reload();
    await expect(page.getByRole('radio', { name: GUEST })).toBeChecked();
  });

  test('says beside the field what is wrong with a name', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'taken', runStrategy: 'Halted' }));
    const catalog = new CatalogPage(page);
    await catalog.open('dev-team');
    await catalog.choose(GUEST);
    const name = page.getByTestId('vm-name');
    const help = page.getByTestId('name-help');
    await name.fill('Not Good');
    await expect(help).toHaveText(/Only small letters, digits and dashes\./);
    await name.fill('taken');
    await expect(help).toHaveText(/There is a machine of this name in dev-team\./);
    await name.fill('free');
    await expect(help).toHaveText(/This name is free\./);
  });

  test('makes the machine with a login that nobody reads in it', async ({ page, api }) => {
    const catalog = new CatalogPage(page);
    await catalog.open('dev-team');
    await catalog.fill({ volume: GUEST, name: 'fresh', user: 'admin', password: 'not-for-everyone' });
    await catalog.create();
    await expect(page.getByRole('heading', { name: 'fresh', level: 1 })).toBeVisible();
    const made = await api.get(VirtualMachineKind, 'fresh', 'dev-team');
    expect(made?.spec.runStrategy).toBe('Always');
    expect(JSON.stringify(made)).not.toContain('not-for-everyone');
    const secret = await api.get(SecretKind, 'fresh-cloud-init', 'dev-team');
    expect(secret?.metadata.ownerReferences?.[0]?.uid).toBe(made?.metadata.uid);
  });

  test('shows the refusal of the server word for word, and leaves nothing behind', async ({ page, api }) => {
    const refusal = 'admission webhook "virtualmachine-validator.kubevirt.io" denied the request: not today';
    const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: refusal, reason: 'Invalid', code: 422 };
    await page.route('**/namespaces/dev-team/virtualmachines?**', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 422, json: status }) : route.fallback(),
    );
    const catalog = new CatalogPage(page);
    await catalog.open('dev-team');
    await catalog.fill({ volume: GUEST, name: 'refused', user: 'admin', password: 'secret' });
    await catalog.create();
    await expect(page.getByText(refusal)).toBeVisible();
    expect(await api.get(SecretKind, 'refused-cloud-init', 'dev-team')).toBeUndefined();
  });
});
