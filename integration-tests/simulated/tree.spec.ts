import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

const project = 'tree-test';
const list = `/k8s/ns/${project}/kubevirt.io~v1~VirtualMachine`;

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  if (await api.get(NamespaceKind, project)) return;
  await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: project } });
  for (const name of ['leaf-1', 'leaf-2', 'leaf-3', 'anchor']) {
    const made = machine({ name, namespace: project, runStrategy: 'Halted' });
    made.metadata.labels = { tier: 'front', ...(name === 'anchor' && { [Labels.folder]: 'billing' }) };
    await api.create(VirtualMachineKind, made);
  }
});

test('one machine dropped on a group gets that one label, by a patch of nothing else', async ({ page, api }) => {
  await page.goto(list);
  const patch = page.waitForRequest((request) => request.method() === 'PATCH' && request.url().includes('/virtualmachines/leaf-1'));
  const row = page.getByTestId('row').filter({ hasText: 'leaf-1' });
  await row.dragTo(page.getByTestId('tree-group').filter({ hasText: 'billing' }));
  const operations: unknown = (await patch).postDataJSON();
  expect(operations).toEqual([
    { op: 'test', path: '/metadata/labels', value: { tier: 'front' } },
    { op: 'add', path: '/metadata/labels/vm.openshift.io~1folder', value: 'billing' },
  ]);
  await expect
    .poll(async () => (await api.get(VirtualMachineKind, 'leaf-1', project))?.metadata.labels)
    .toEqual({ tier: 'front', [Labels.folder]: 'billing' });
});

test('all selected machines go where one of them is dropped', async ({ page, api }) => {
  await page.goto(list);
  for (const name of ['leaf-2', 'leaf-3']) await page.getByTestId('row').filter({ hasText: name }).getByRole('checkbox').check();
  await page.getByTestId('row').filter({ hasText: 'leaf-3' }).dragTo(page.getByTestId('tree-group').filter({ hasText: 'billing' }));
  const folders = async () => (await api.list(VirtualMachineKind, project)).filter((each) => each.metadata.labels?.[Labels.folder] === 'billing');
  await expect.poll(async () => (await folders()).map((each) => each.metadata.name)).toEqual(expect.arrayContaining(['leaf-2', 'leaf-3']));
});
