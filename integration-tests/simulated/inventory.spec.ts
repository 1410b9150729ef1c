import type { Page } from '@playwright/test';
import { NamespaceKind, VirtualMachineInstanceKind, VirtualMachineKind, type KindRef } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import { Api } from '../support/api';
import { startCompanion, type Companion } from '../support/companion';
import { startCuttingProxy } from '../support/cutting-proxy';
import { expect, simulated as test } from '../support/fixtures';
import { heapMegabytes, WorkerHeaps } from '../support/heaps';
import { machine } from '../support/machines';
import { eventually } from '../support/wait';

const LIST = '/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine';
const RoleBindingKind: KindRef = { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'RoleBinding', plural: 'rolebindings', namespaced: true };

/** Every machine of the page, by what the list itself exports: name, status, group and node of all, not of those in sight. */
async function exported(page: Page): Promise<string[]> {
  const columns = ['Project', 'Name', 'Group', 'Status', 'Node'];
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Table options' }).click();
  await page.getByRole('menuitem', { name: 'Export as JSON' }).click();
  const stream = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const rows = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string>[];
  return rows.map((row) => columns.map((column) => row[column] ?? '').join('|')).sort();
}

async function truth(api: Api): Promise<string[]> {
  const instances = new Map((await api.list(VirtualMachineInstanceKind)).map((each) => [`${each.metadata.namespace}/${each.metadata.name}`, each]));
  const machines = await api.list(VirtualMachineKind);
  return machines
    .map(({ metadata, status }) => {
      const node = instances.get(`${metadata.namespace}/${metadata.name}`)?.status?.nodeName ?? '';
      return [metadata.namespace, metadata.name, metadata.labels?.[Labels.folder] ?? '', status?.printableStatus ?? '', node].join('|');
    })
    .sort();
}

/** Creates, changes and removes machines until told to stop; counts its steps. */
async function churn(api: Api, state: { steps: number; isOver: boolean }): Promise<void> {
  const kind = VirtualMachineKind;
  const path = (name: string) => `/apis/kubevirt.io/v1/namespaces/dev-team/virtualmachines/${name}`;
  for (let step = 0; !state.isOver; step += 1) {
    await api.create(kind, machine({ name: `come-${step}`, runStrategy: step % 2 === 0 ? 'Always' : 'Halted' }));
    const labels = { metadata: { labels: { [Labels.folder]: `g${step % 5}` } } };
    await api.request('PATCH', path(`come-${Math.floor(step / 2)}`), labels, 'application/merge-patch+json');
    if (step >= 10) await api.remove(kind, `come-${step - 10}`, 'dev-team');
    state.steps = step;
  }
}

test('under churn and with its watches cut again and again, the list ends as the API is: none twice, none that is gone', async ({ page }) => {
  test.setTimeout(180_000);
  const fleet = await startCompanion({ args: ['--simulate', '150'] });
  const proxy = await startCuttingProxy(fleet.url);
  try {
    await page.addInitScript(() => localStorage.setItem('console-user-settings', JSON.stringify({ 'virtdeck.list': { columns: ['name', 'namespace', 'folder', 'status', 'node'] } })));
    const api = new Api(fleet);
    await page.goto(proxy.url + LIST);
    await expect(page.getByTestId('vm-count')).toHaveText('150 of 150');
    const state = { steps: 0, isOver: false };
    const changes = churn(api, state);
    for (let cut = 0; cut < 12; cut += 1) {
      const before = { cuts: proxy.cuts, steps: state.steps };
      await eventually('more has changed', () => state.steps >= before.steps + 10);
      await eventually('the watches are back', () => (proxy.cut(), proxy.cuts > before.cuts));
    }
    state.isOver = true;
    await changes;
    await eventually('the fleet rests', async () => {
      const [first, second] = [await truth(api), await truth(api)];
      return first.join() === second.join() && !/Starting|Stopping|Provisioning|Terminating/.test(first.join());
    });
    await expect.poll(() => exported(page), { timeout: 30_000 }).toEqual(await truth(api));
    expect(proxy.cuts).toBeGreaterThanOrEqual(12);
  } finally {
    await proxy.close();
    await fleet.dispose();
  }
});

/** Changes a label of one machine after the other, several at once. */
async function relabel(api: Api, names: readonly string[], changes: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let change = next++; change < changes; change = next++) {
      const path = `/apis/kubevirt.io/v1/namespaces/${names[change % names.length]}`;
      await api.request('PATCH', path, { metadata: { labels: { [Labels.folder]: `g${change % 7}`, turn: `${change}` } } }, 'application/merge-patch+json');
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

test('thousands of changes leave the heaps of page and worker as they were', async ({ page }) => {
  test.setTimeout(180_000);
  const fleet = await startCompanion({ args: ['--simulate', '150'] });
  try {
    const session = await page.context().newCDPSession(page);
    const workers = await WorkerHeaps.of(session);
    const api = new Api(fleet);
    await page.goto(fleet.url + LIST);
    await expect(page.getByTestId('vm-count')).toHaveText('150 of 150');
    const names = (await api.list(VirtualMachineKind)).map(({ metadata }) => `${metadata.namespace}/virtualmachines/${metadata.name}`);
    const measured = async (changes: number) => {
      await relabel(api, names, changes);
      await page.getByRole('combobox', { name: 'Search machines' }).fill(`label:turn=${changes - 1}`);
      await expect(page.getByTestId('vm-count')).toHaveText('1 of 150');
      await page.getByTestId('clear-filters').click();
      await expect(page.getByTestId('vm-count')).toHaveText('150 of 150');
      return { page: await heapMegabytes(session), worker: await workers.megabytes() };
    };
    const before = await measured(500);
    const after = await measured(2500);
    expect(before.worker).toBeGreaterThan(0.2);
    expect(after.page - before.page).toBeLessThan(1);
    expect(after.worker - before.worker).toBeLessThan(0.5);
  } finally {
    await fleet.dispose();
  }
});

test.describe('a user with 30 projects of 200', () => {
  let limited: Companion;

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    limited = await startCompanion({ args: ['--hypervisor', 'simulated', '--user', 'developer'] });
    const api = new Api(limited);
    const names = Array.from({ length: 200 }, (_, index) => `team-${String(index).padStart(3, '0')}`);
    for (const name of names) await api.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    for (const namespace of names.slice(0, 29)) {
      await api.create(RoleBindingKind, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'developer-edit', namespace },
        subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'developer' }],
        roleRef: { kind: 'ClusterRole', apiGroup: 'rbac.authorization.k8s.io', name: 'edit' },
      });
      await api.create(VirtualMachineKind, machine({ name: `of-${namespace}`, namespace, runStrategy: 'Halted' }));
    }
    for (const namespace of names.slice(29)) await api.create(VirtualMachineKind, machine({ name: 'foreign', namespace, runStrategy: 'Halted' }));
  });

  test.afterAll(() => limited.dispose());

  test('sees their machines, live, after one refused request for each kind at most', async ({ page }) => {
    const refused: string[] = [];
    const asked: string[] = [];
    page.context().on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/api/kubernetes/')) return;
      asked.push(pathname);
      if (response.status() === 403) refused.push(pathname);
    });
    await page.goto(limited.url + LIST);
    await expect(page.getByTestId('vm-count')).toHaveText('29 of 29');
    await new Api(limited).create(VirtualMachineKind, machine({ name: 'late', namespace: 'team-007', runStrategy: 'Halted' }));
    await expect(page.getByTestId('vm-count')).toHaveText('30 of 30');
    expect(asked.filter((path) => path.endsWith('/team-007/virtualmachines'))).toHaveLength(1);
    const kinds = refused.map((path) => path.split('/').at(-1));
    expect(kinds).toEqual([...new Set(kinds)]);
    expect(refused.filter((path) => path.includes('/namespaces/'))).toEqual([]);
  });
});
