import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';
import { eventually } from '../support/wait';

const VM = 'kubevirt.io~v1~VirtualMachine';
const GUEST = `/k8s/ns/dev-team/${VM}/axe-guest`;

/** Every page there is, and what shows that it has arrived. */
const PAGES: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ['overview', '/k8s/all-namespaces/virtualization-overview', heading('Overview')],
  ['catalog', '/k8s/ns/dev-team/catalog', heading('Create a VirtualMachine')],
  ['machines', `/k8s/all-namespaces/${VM}`, heading('VirtualMachines')],
  ['a new machine', `/k8s/ns/dev-team/${VM}/~new`, editor],
  ['machine: overview', GUEST, heading('axe-guest')],
  ['machine: details', `${GUEST}/details`, heading('axe-guest')],
  ['machine: YAML', `${GUEST}/yaml`, editor],
  ['machine: events', `${GUEST}/events`, heading('axe-guest')],
  ['machine: console', `${GUEST}/console`, canvas],
  ['console window', `${GUEST}/console/standalone`, canvas],
  ['templates', '/k8s/all-namespaces/templates', heading('Templates')],
  ['a template', '/k8s/ns/openshift/templates/fedora-server-small', heading('fedora-server-small')],
  ['data sources', '/k8s/all-namespaces/cdi.kubevirt.io~v1beta1~DataSource', heading('DataSources')],
  ['a data source', '/k8s/ns/kubevirt-os-images/cdi.kubevirt.io~v1beta1~DataSource/fedora', heading('fedora')],
  ['migration policies', '/k8s/cluster/migrations.kubevirt.io~v1alpha1~MigrationPolicy', heading('MigrationPolicies')],
  ['bootable volumes', '/k8s/all-namespaces/bootablevolumes', heading('Bootable volumes')],
  ['instance types', '/k8s/cluster/instancetype.kubevirt.io~v1beta1~VirtualMachineClusterInstancetype', anyHeading],
  ['preferences', '/k8s/cluster/instancetype.kubevirt.io~v1beta1~VirtualMachineClusterPreference', anyHeading],
  ['instances', '/k8s/all-namespaces/kubevirt.io~v1~VirtualMachineInstance', anyHeading],
  ['no such page', '/k8s/cluster/no-such-page', anyHeading],
];

function heading(name: string) {
  return async (page: Page) => expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

async function anyHeading(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
}

async function editor(page: Page): Promise<void> {
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 });
}

async function canvas(page: Page): Promise<void> {
  await expect(page.locator('canvas').first()).toBeVisible();
}

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  const { metadata } = await api.create(VirtualMachineKind, machine({ name: 'axe-guest' }));
  await eventually('the guest runs', async () => (await api.get(VirtualMachineInstanceKind, metadata.name, metadata.namespace))?.status?.phase === 'Running');
});

for (const theme of ['light', 'dark']) {
  test.describe(`everyone can use it, ${theme}`, () => {
    for (const [name, path, arrived] of PAGES) {
      test(name, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage.setItem('bridge/theme', chosen), theme);
        await page.goto(path);
        await arrived(page);
        // Skeletons and spinners are not the page.
        await expect(page.locator('.pf-v6-c-spinner:visible, .pf-v6-c-skeleton:visible')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').exclude('.xterm').analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('\n   ')}`);
        expect(found).toEqual([]);
      });
    }
  });
}
