import { PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { CatalogPage } from '../pages/catalog';
import { MachinePage } from '../pages/machine';
import { expect, qemu as test } from '../support/fixtures';
import { tracesIn } from '../support/traces';
import { eventually } from '../support/wait';

const project = 'dev-team';
const name = 'first-guest';

test('a person makes a machine, sees it boot, logs in, stops it, and deletes it without a trace', async ({ page, api, companion }) => {
  const catalog = new CatalogPage(page);
  const machine = new MachinePage(page, project, name);

  await test.step('make it from the built-in volume', async () => {
    await catalog.open(project);
    await catalog.fill({ volume: 'virtdeck-guest', name, user: 'ada', password: 'analytical-engine' });
    await catalog.create();
    await expect(page).toHaveURL(new RegExp(`${name}`));
    await machine.hasStatus('Running');
    expect((await api.get(VirtualMachineInstanceKind, name, project))?.status?.phase).toBe('Running');
  });

  const before = tracesIn(companion.data);
  expect(before.processes).toHaveLength(1);

  await test.step('see its screen fill with text', async () => {
    await machine.tab('Console');
    await expect(machine.screen.canvas).toBeVisible();
    await expect.poll(() => machine.screen.brightPixels(), { timeout: 120_000 }).toBeGreaterThan(500);
  });

  await test.step('log in on the serial line with the password given by cloud-init', async () => {
    await machine.serial.show();
    await machine.serial.type('');
    await machine.serial.says(/first-guest login: *$/m);
    await machine.serial.type('ada');
    await machine.serial.says(/Password:/);
    await machine.serial.type('analytical-engine');
    await machine.serial.says(/[$#] *$/m);
    await machine.serial.type('uname -a');
    await machine.serial.says(/Linux first-guest \d+\.\d+/);
  });

  await test.step('stop it', async () => {
    await machine.act('Stop');
    await machine.confirm('Stop');
    await machine.hasStatus('Stopped');
    expect(await api.get(VirtualMachineInstanceKind, name, project)).toBeUndefined();
    expect(tracesIn(companion.data).processes).toEqual([]);
  });

  await test.step('delete it: no process, socket or disk is left', async () => {
    const [claim] = (await api.list(PersistentVolumeClaimKind, project)).filter((each) => each.metadata.name.startsWith(name));
    expect(claim).toBeDefined();
    await machine.act('Delete');
    await machine.confirm('Delete', { typingName: true });
    await expect(page.getByRole('heading', { name: `${name} was deleted` })).toBeVisible();
    await eventually('the machine is gone', async () => (await api.get(VirtualMachineKind, name, project)) === undefined);
    await eventually('its claim is gone', async () => (await api.get(PersistentVolumeClaimKind, claim?.metadata.name ?? '', project)) === undefined);
    const after = await eventually('its files are gone', () => {
      const traces = tracesIn(companion.data);
      return traces.guests.length === 0 && !traces.volumes.includes(claim?.metadata.uid ?? '') && traces;
    });
    expect(after.processes).toEqual([]);
  });
});
