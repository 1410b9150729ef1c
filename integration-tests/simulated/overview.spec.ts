import { VirtualMachineKind } from '../../contracts/kinds';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';

/** No other test makes machines here. */
const NAMESPACE = 'kube-public';

test.describe('the overview', () => {
  test('counts machines by status while they change, and leads to them', async ({ page, api }) => {
    await page.goto(`/k8s/ns/${NAMESPACE}/virtualization-overview`);
    await expect(page.getByTestId('status-running').getByRole('link')).toHaveText('0');
    await api.create(VirtualMachineKind, machine({ name: 'counted', namespace: NAMESPACE }));
    await api.create(VirtualMachineKind, machine({ name: 'at-rest', namespace: NAMESPACE, runStrategy: 'Halted' }));
    await expect(page.getByTestId('status-running').getByRole('link')).toHaveText('1');
    await expect(page.getByTestId('status-stopped').getByRole('link')).toHaveText('1');
    await expect(page.getByTestId('totals')).toContainText('128 MiB');
    await expect(page.getByTestId('events')).toContainText('counted');
    await page.getByTestId('status-running').getByRole('link').click();
    await expect(page.getByRole('link', { name: 'counted', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'at-rest', exact: true })).toHaveCount(0);
  });
});
