import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The page of one machine. */
export class MachinePage {
  readonly serial: SerialConsole;
  readonly screen: VncConsole;

  constructor(
    private readonly page: Page,
    readonly namespace: string,
    readonly name: string,
  ) {
    this.serial = new SerialConsole(page);
    this.screen = new VncConsole(page);
  }

  get path(): string {
    return `/k8s/ns/${this.namespace}/kubevirt.io~v1~VirtualMachine/${this.name}`;
  }

  async open(tab = ''): Promise<void> {
    await this.page.goto(this.path + (tab ? `/${tab}` : ''));
    await expect(this.page.getByRole('heading', { name: this.name, level: 1 })).toBeVisible();
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** `status` as KubeVirt calls it; the page says it in words. */
  async hasStatus(status: string): Promise<void> {
    await expect(this.page.getByTestId('vm-status').first()).toHaveAttribute('data-status', status);
  }

  /** Chooses a verb of the Actions menu, and confirms if asked. */
  async act(verb: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Actions' }).click();
    await this.page.getByRole('menuitem', { name: verb, exact: true }).click();
  }

  /** Agrees to `verb`; where there is no way back the name must be typed first. */
  async confirm(verb: string, { typingName = false } = {}): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    if (typingName) await dialog.getByRole('textbox').fill(this.name);
    await dialog.getByRole('button', { name: verb, exact: true }).click();
  }
}

/** The terminal of the serial line. */
export class SerialConsole {
  constructor(private readonly page: Page) {}

  private get rows(): Locator {
    return this.page.locator('.xterm-rows');
  }

  async show(): Promise<void> {
    await this.page.getByRole('button', { name: 'Serial console' }).click();
    await expect(this.rows).toBeVisible();
  }

  async type(text: string): Promise<void> {
    await this.page.locator('.xterm-helper-textarea').focus();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** What stands on the screen, with hard spaces made plain. */
  async text(): Promise<string> {
    return (await this.rows.innerText()).replaceAll(' ', ' ');
  }

  async says(pattern: RegExp): Promise<void> {
    await expect.poll(() => this.text(), { timeout: 120_000 }).toMatch(pattern);
  }
}

/** The picture of the graphical console. */
export class VncConsole {
  constructor(private readonly page: Page) {}

  get canvas(): Locator {
    return this.page.locator('canvas').first();
  }

  /** How many pixels of the guest's screen are not black. */
  brightPixels(): Promise<number> {
    return this.canvas.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let bright = 0;
      for (let index = 0; index + 2 < data.length; index += 4) if ((data[index] ?? 0) + (data[index + 1] ?? 0) + (data[index + 2] ?? 0) > 120) bright += 1;
      return bright;
    });
  }
}
