import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import type { VirtualMachine } from '../../contracts/virt';
import { MachinePage } from '../pages/machine';
import { Api } from '../support/api';
import { startCompanion, type Companion } from '../support/companion';
import { expect, qemu as test } from '../support/fixtures';
import { startImageServer } from '../support/image-server';
import { machine } from '../support/machines';
import { tracesIn } from '../support/traces';
import { eventually } from '../support/wait';

const project = 'dev-team';

/** A machine that boots from `volume`, made from a source given as a DataVolume has it. */
function withDisk(name: string, source: object, runStrategy = 'Always'): VirtualMachine {
  const plain = machine({ name, runStrategy });
  const template = plain.spec.template;
  return {
    ...plain,
    spec: {
      ...plain.spec,
      dataVolumeTemplates: [{ metadata: { name: `${name}-root` }, spec: { ...source, storage: { resources: { requests: { storage: '1Gi' } } } } }],
      template: {
        ...template,
        spec: template.spec && {
          ...template.spec,
          domain: { ...template.spec.domain, devices: { ...template.spec.domain.devices, disks: [{ name: 'root', disk: { bus: 'virtio' } }] } },
          volumes: [{ name: 'root', dataVolume: { name: `${name}-root` } }],
        },
      },
    },
  };
}

const guestSource = { sourceRef: { kind: 'DataSource', name: 'virtdeck-guest', namespace: 'kubevirt-os-images' } };

async function runs(api: Api, name: string): Promise<string> {
  return eventually(
    `${name} runs`,
    async () => {
      const instance = await api.get(VirtualMachineInstanceKind, name, project);
      return instance?.status?.phase === 'Running' && instance.metadata.uid;
    },
    120_000,
  );
}

const qemuPids = (data: string): string[] =>
  readdirSync('/proc').filter((each) => {
    try {
      return /^\d+$/.test(each) && /^\S*qemu-system/.test(readFileSync(`/proc/${each}/cmdline`, 'utf8')) && readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(data);
    } catch {
      return false;
    }
  });

test('a guest lives through a killed companion, and its console finds it again', async ({ page }) => {
  const first = await startCompanion();
  const vm = new MachinePage(page, project, 'survivor');
  let second: Companion | undefined;
  try {
    const api = new Api(first);
    await api.create(VirtualMachineKind, withDisk('survivor', guestSource));
    const uid = await runs(api, 'survivor');
    const pids = qemuPids(first.data);
    expect(pids).toHaveLength(1);
    await page.goto(`${first.url}${vm.path}/console`);
    await expect.poll(() => vm.screen.brightPixels(), { timeout: 120_000 }).toBeGreaterThan(500);

    await first.stop('SIGKILL');
    await expect(page.getByText(/connection was lost|reconnect/i).first()).toBeVisible();
    second = await startCompanion({ data: first.data, port: Number(new URL(first.url).port), apiPort: first.apiPort });

    expect(qemuPids(first.data)).toEqual(pids);
    expect((await new Api(second).get(VirtualMachineInstanceKind, 'survivor', project))?.metadata.uid).toBe(uid);
    await vm.serial.show();
    await vm.serial.type('');
    await vm.serial.says(/login:/);
    await new Api(second).remove(VirtualMachineKind, 'survivor', project);
    await eventually('nothing is left', () => tracesIn(first.data).processes.length === 0);
  } finally {
    await second?.dispose();
    await first.dispose();
  }
});

test('a guest whose process is killed is started anew when its strategy says so', async ({ api, companion, page }) => {
  await api.create(VirtualMachineKind, machine({ name: 'killed' }));
  const before = await runs(api, 'killed');
  const [pid] = qemuPids(companion.data);
  process.kill(Number(pid), 'SIGKILL');
  await eventually('another instance runs', async () => {
    const now = await api.get(VirtualMachineInstanceKind, 'killed', project);
    return now !== undefined && now.metadata.uid !== before && now.status?.phase === 'Running';
  });
  const vm = new MachinePage(page, project, 'killed');
  await vm.open();
  await vm.hasStatus('Running');
  await api.remove(VirtualMachineKind, 'killed', project);
});

test('an image that is not there, or ends early, says so where a person looks', async ({ api, page }) => {
  const images = await startImageServer();
  try {
    for (const [name, file, words] of [
      ['lost-image', 'missing.img', /404/],
      ['short-image', 'short.img', /ended early/],
    ] as const) {
      await api.create(VirtualMachineKind, withDisk(name, { source: { http: { url: `${images.url}/${file}` } } }));
      const condition = await eventually(`the import of ${name} has failed in words`, async () => {
        const volume = await api.get(DataVolumeKind, `${name}-root`, project);
        return volume?.status?.conditions?.find((each) => each.type === 'Running' && words.test(each.message ?? ''));
      }, 150_000);
      const vm = new MachinePage(page, project, name);
      await vm.open();
      // The import is tried again and again: the words come back with every failure.
      await expect(page.getByText(condition.message?.split(', after')[0] ?? '').first()).toBeVisible({ timeout: 150_000 });
      await api.remove(VirtualMachineKind, name, project);
    }
  } finally {
    await images.close();
  }
});

test('a machine whose disk is gone says which', async ({ api, companion, page }) => {
  await api.create(VirtualMachineKind, withDisk('no-disk', { source: { blank: {} } }, 'Halted'));
  const claim = await eventually('the disk is made', async () => {
    const found = await api.get(PersistentVolumeClaimKind, 'no-disk-root', project);
    const volume = await api.get(DataVolumeKind, 'no-disk-root', project);
    return volume?.status?.phase === 'Succeeded' && found;
  });
  rmSync(join(companion.data, 'volumes', claim.metadata.uid ?? ''), { recursive: true });
  const vm = new MachinePage(page, project, 'no-disk');
  await vm.open();
  await vm.act('Start');
  await expect(page.getByText(/no-disk-root/).filter({ hasText: /disk|image|file|gone|missing|not/i }).first()).toBeVisible();
  await api.remove(VirtualMachineKind, 'no-disk', project);
});
