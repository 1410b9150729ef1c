import { chromium } from '@playwright/test';
import { table } from './bench-list/figures';
import type { Figures } from './bench-list/figures';
import { startFleet } from './bench-list/fleet';
import { measure } from './bench-list/measure';

/** Measures the list of machines for each size of fleet and prints one table. */
export async function benchList(sizes: readonly number[]): Promise<void> {
  const results: Figures[] = [];
  for (const size of sizes) {
    const fleet = await startFleet(size);
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    try {
      results.push(await measure(browser, fleet));
    } finally {
      await browser.close();
      await fleet.stop();
    }
  }
  console.log(`\n${table(sizes, results)}`);
  console.log('\n"least": the same in a blank page of the same origin, by a plain script that draws next to nothing.');
}

if (process.argv[1]?.endsWith('bench-list.ts')) {
  const sizes = process.argv
    .slice(2)
    .map(Number)
    .filter((size) => size > 0);
  await benchList(sizes.length > 0 ? sizes : [100, 1000, 5000, 10_000]);
}
