import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The YAML editor, wherever it stands. */
export class ManifestEditor {
  constructor(private readonly page: Page) {}

  async shown(): Promise<void> {
    await expect(this.page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 });
  }

  /** Puts `text` in place of everything. Pasted, not typed: the editor would indent on its own. */
  async replace(text: string): Promise<void> {
    await this.shown();
    await this.page.locator('.monaco-editor .view-lines').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  async press(button: 'Save' | 'Create' | 'Save merged'): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }
}
