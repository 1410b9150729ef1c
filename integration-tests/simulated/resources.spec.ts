import { ClusterInstancetypeKind, DataSourceKind, MigrationPolicyKind, TemplateKind } from '../../contracts/kinds';
import type { MigrationPolicy } from '../../contracts/virt';
import { expect, simulated as test } from '../support/fixtures';
import { eventually } from '../support/wait';

const POLICIES = '/k8s/cluster/migrations.kubevirt.io~v1alpha1~MigrationPolicy';

function policy(name: string): MigrationPolicy {
  return { apiVersion: 'migrations.kubevirt.io/v1alpha1', kind: 'MigrationPolicy', metadata: { name }, spec: { allowPostCopy: true, bandwidthPerMigration: '64Mi', selectors: {} } };
}

test.describe('lists and pages of any kind', () => {
  test('a list follows the cluster without being asked', async ({ page, api }) => {
    await page.goto(POLICIES);
    await expect(page.getByText('None here yet')).toBeVisible();
    await api.create(MigrationPolicyKind, policy('live'));
    await expect(page.getByRole('link', { name: 'live', exact: true })).toBeVisible();
    await expect(page.getByText('64Mi')).toBeVisible();
    await api.remove(MigrationPolicyKind, 'live');
    await expect(page.getByText('None here yet')).toBeVisible();
  });

  test('the name filter stands in the URL, and says so when nothing matches', async ({ page }) => {
    await page.goto('/k8s/ns/openshift/templates');
    await page.getByTestId('name-filter').getByRole('textbox').fill('fedora-server');
    await expect(page).toHaveURL(/name=fedora-server/);
    await expect(page.getByRole('link', { name: 'fedora-server-small' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('link', { name: 'fedora-server-small' })).toBeVisible();
    await page.getByTestId('name-filter').getByRole('textbox').fill('no such template');
    await expect(page.getByText('Nothing matches')).toBeVisible();
  });

  test('one is created from an example, and deleted after a question', async ({ page, api }) => {
    await page.goto(POLICIES);
    await page.getByTestId('create').click();
    await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'my-policy', level: 1 })).toBeVisible();
    expect((await api.get(MigrationPolicyKind, 'my-policy'))?.spec.allowAutoConverge).toBe(true);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByTestId('action-delete').getByRole('menuitem').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(new RegExp(`${POLICIES}$`));
    await eventually('the policy is gone', async () => (await api.get(MigrationPolicyKind, 'my-policy')) === undefined);
  });

  test('a template of the platform is copied, not edited', async ({ page, api }) => {
    await page.goto('/k8s/ns/openshift/templates/fedora-server-small');
    await expect(page.getByText('Templates of the platform are renewed by it: make a copy instead.')).toBeVisible();
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByTestId('action-copy').getByRole('menuitem').click();
    await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'fedora-server-small-copy', level: 1 })).toBeVisible();
    const copy = await api.get(TemplateKind, 'fedora-server-small-copy', 'openshift');
    expect(copy?.metadata.labels?.['template.kubevirt.io/type']).toBe('vm');
  });

  test('a deleted object says that it is gone', async ({ page, api }) => {
    await api.create(MigrationPolicyKind, policy('short-lived'));
    await page.goto(`${POLICIES}/short-lived`);
    await expect(page.getByRole('heading', { name: 'short-lived', level: 1 })).toBeVisible();
    await api.remove(MigrationPolicyKind, 'short-lived');
    await expect(page.getByText('migrationpolicies.migrations.kubevirt.io "short-lived" not found')).toBeVisible();
  });

  test('a data source leads to the cron that renews it', async ({ page, api }) => {
    const [imported] = (await api.list(DataSourceKind)).filter((each) => each.metadata.labels?.['cdi.kubevirt.io/dataImportCron']);
    const { name = '', namespace = '', labels = {} } = imported?.metadata ?? {};
    await page.goto(`/k8s/ns/${namespace}/cdi.kubevirt.io~v1beta1~DataSource/${name}`);
    const cron = labels['cdi.kubevirt.io/dataImportCron'] ?? '';
    await page.getByRole('link', { name: cron, exact: true }).click();
    await expect(page.getByRole('heading', { name: cron, level: 1 })).toBeVisible();
    await expect(page.getByTestId('fact-own-schedule')).not.toHaveText('–');
  });

  test('instance types show what they give', async ({ page, api }) => {
    const types = await api.list(ClusterInstancetypeKind);
    await page.goto('/k8s/cluster/instancetype.kubevirt.io~v1beta1~VirtualMachineClusterInstancetype?name=u1.small');
    await expect(page.getByTestId('row-count')).toHaveText(`1 of ${types.length}`);
    await page.getByRole('link', { name: 'u1.small', exact: true }).click();
    await expect(page.getByTestId('fact-own-memory')).toHaveText('2Gi');
  });
});
