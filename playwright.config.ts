import { defineConfig } from '@playwright/test';

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  },
  viewport: { width: 1440, height: 900 },
  testIdAttribute: 'data-test',
  permissions: ['clipboard-read', 'clipboard-write'],
};

/** `simulated`: breadth, on a cluster of simulated guests. `qemu`: truth, with real ones. */
export default defineConfig({
  testDir: 'integration-tests',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A machine under load must not hide a change; what needs its second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  use: { ...chromium, screenshot: 'only-on-failure', trace: 'retain-on-failure', actionTimeout: 15_000 },
  projects: [
    { name: 'simulated', testDir: 'integration-tests/simulated' },
    { name: 'qemu', testDir: 'integration-tests/qemu', timeout: 300_000, expect: { timeout: 120_000 } },
  ],
});
