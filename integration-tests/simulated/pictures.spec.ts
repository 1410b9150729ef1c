import { copyFile, mkdir } from 'node:fs/promises';
import { VirtualMachineInstanceKind } from '../../contracts/kinds';
import { MachineListPage } from '../pages/machine-list';
import { Api } from '../support/api';
import { startCompanion } from '../support/companion';
import { expect, simulated as test } from '../support/fixtures';
import { eventually } from '../support/wait';

/** The pictures of the README. `PICTURES=docs/guide` keeps them; every run makes them, so that they can be made. */
test('the list of a small fleet makes a picture', async ({ page }, info) => {
  const fleet = await startCompanion({ args: ['--simulate', '60'] });
  try {
    await eventually('most of the fleet runs', async () => {
      const instances = await new Api(fleet).list(VirtualMachineInstanceKind);
      return instances.length > 30 && instances.every((each) => each.status?.phase === 'Running');
    });
    const list = new MachineListPage(page);
    await page.goto(`${fleet.url}/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine`);
    await expect(page.getByText('60 of 60')).toBeVisible();
    await expect(list.machine('batch-00002').or(page.getByRole('row').nth(3)).first()).toBeVisible();
    const file = info.outputPath('virtual-machines.png');
    await page.screenshot({ path: file });
    const keep = process.env.PICTURES;
    if (!keep) return;
    await mkdir(keep, { recursive: true });
    await copyFile(file, `${keep}/virtual-machines.png`);
  } finally {
    await fleet.dispose();
  }
});
