import { test as base } from '@playwright/test';
import { Api } from './api';
import { startCompanion, type Companion } from './companion';

interface WorkerFixtures {
  companion: Companion;
}

interface TestFixtures {
  api: Api;
}

function withCompanion(args: readonly string[]) {
  return base.extend<TestFixtures, WorkerFixtures>({
    companion: [
      // Playwright reads the names of the fixtures a fixture needs from this pattern; this one needs none.
       
      async ({}, use) => {
        const companion = await startCompanion({ args });
        await use(companion);
        await companion.dispose();
      },
      { scope: 'worker', timeout: 120_000 },
    ],
    baseURL: async ({ companion }, use) => use(companion.url),
    api: async ({ companion }, use) => use(new Api(companion)),
  });
}

/** A cluster of simulated guests, one for each worker. */
export const simulated = withCompanion(['--hypervisor', 'simulated']);
/** A cluster with real guests. */
export const qemu = withCompanion(['--hypervisor', 'qemu']);
export { expect } from '@playwright/test';
