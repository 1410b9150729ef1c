import { VirtualMachineKind } from '../../contracts/kinds';
import { ManifestEditor } from '../pages/manifest';
import { MachinePage } from '../pages/machine';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'dev-team';

const manifest = (name: string, strategy = 'Halted') => `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: ${name}
  namespace: ${project}
spec:
  runStrategy: ${strategy}
  template:
    spec:
      domain:
        memory:
          guest: 128Mi
        devices: {}
`;

test.describe('a manifest', () => {
  test('becomes a machine, and the page of it', async ({ page, api }) => {
    const editor = new ManifestEditor(page);
    await page.goto(`/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine/~new`);
    await editor.replace(manifest('from-yaml'));
    await editor.press('Create');
    await expect(page.getByRole('heading', { name: 'from-yaml', level: 1 })).toBeVisible();
    expect(await api.get(VirtualMachineKind, 'from-yaml', project)).toBeDefined();
  });

  test('that does not parse is not sent, and the place is named', async ({ page, api }) => {
    const editor = new ManifestEditor(page);
    await page.goto(`/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine/~new`);
    await editor.replace(manifest('broken').replace('  name: broken', '  name: [broken'));
    await editor.press('Create');
    await expect(page.getByText('Nothing was sent: the text has mistakes')).toBeVisible();
    await expect(page.getByText(/Line \d+, column \d+/).first()).toBeVisible();
    expect(await api.get(VirtualMachineKind, 'broken', project)).toBeUndefined();
  });

  test('that the server refuses shows its words', async ({ page }) => {
    const editor = new ManifestEditor(page);
    await page.goto(`/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine/~new`);
    await editor.replace(manifest('refused', 'Sometimes'));
    await editor.press('Create');
    await expect(page.getByText(/Invalid RunStrategy|spec\.runStrategy/).first()).toBeVisible();
  });

  test('of a name that is taken says so', async ({ page, api }) => {
    await api.create(VirtualMachineKind, machine({ name: 'already-here', runStrategy: 'Halted' }));
    const editor = new ManifestEditor(page);
    await page.goto(`/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine/~new`);
    await editor.replace(manifest('already-here'));
    await editor.press('Create');
    await expect(page.getByText('virtualmachines.kubevirt.io "already-here" already exists')).toBeVisible();
  });

  test('saved untouched sends nothing', async ({ page, api }) => {
    const before = await api.create(VirtualMachineKind, machine({ name: 'untouched', runStrategy: 'Halted' }));
    const vm = new MachinePage(page, project, 'untouched');
    const writes: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('virtualmachines/untouched') && request.method() !== 'GET') writes.push(request.method());
    });
    await vm.open('yaml');
    const editor = new ManifestEditor(page);
    await editor.shown();
    await editor.press('Save');
    await expect(page.getByText('Nothing was changed, so nothing was sent.')).toBeVisible();
    expect(writes).toEqual([]);
    expect((await api.get(VirtualMachineKind, 'untouched', project))?.metadata.generation).toBe(before.metadata.generation);
  });
});
