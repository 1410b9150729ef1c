import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

export interface NewMachine {
  volume: string;
  name: string;
  user?: string;
  password?: string;
}

/** The page that makes machines, in the words of a person. */
export class CatalogPage {
  constructor(private readonly page: Page) {}

  async open(project: string): Promise<void> {
    await this.page.goto(`/k8s/ns/${project}/catalog`);
    await expect(this.page.getByRole('heading', { name: 'Create a VirtualMachine', level: 1 })).toBeVisible();
  }

  /** Waits until the volume is imported and can be chosen. */
  async choose(volume: string): Promise<void> {
    const card = this.page.getByRole('radio', { name: volume });
    await expect(card).toBeEnabled({ timeout: 120_000 });
    await this.page.getByTestId(`volume-${volume}`).click();
    await expect(card).toBeChecked();
  }

  async fill({ volume, name, user, password }: NewMachine): Promise<void> {
    await this.choose(volume);
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    if (user) await this.page.getByTestId('login-user').fill(user);
    if (password) await this.page.getByTestId('login-password').fill(password);
  }

  async create(): Promise<void> {
    await this.page.getByRole('button', { name: 'Create VirtualMachine' }).click();
  }
}
