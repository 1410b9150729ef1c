import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The list of machines. */
export class MachineListPage {
  constructor(private readonly page: Page) {}

  async open(project?: string, query = ''): Promise<void> {
    const place = project ? `ns/${project}` : 'all-namespaces';
    await this.page.goto(`/k8s/${place}/kubevirt.io~v1~VirtualMachine${query}`);
    await expect(this.page.getByRole('heading', { name: 'VirtualMachines', level: 1 })).toBeVisible();
  }

  /** The link of a machine's row. */
  machine(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.machine(name) });
  }

  async act(name: string, verb: string): Promise<void> {
    await this.page.getByTestId('table').getByRole('button', { name: `Actions of ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: verb, exact: true }).click();
  }
}
