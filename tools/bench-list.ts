import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { allKeys, plainRead, startFleet } from './bench-list/fleet';
import type { Fleet } from './bench-list/fleet';
import {
  busyPercent,
  churn,
  eventToScreen,
  heapMegabytes,
  installProbes,
  loadFigures,
  scrollFrames,
  searchLatency,
  sortLatency,
} from './bench-list/page-probes';
import { countTraffic } from './bench-list/traffic';

const LIST = '/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine';
const EMPTY = '/k8s/cluster/no-such-page';
/** Each last key changes the result whatever the size of the fleet. */
const SEARCHES = ['label:app=web', 'status:running', 'label:app=cache', 'node:node-1', 'runstrategy:Manual'];
/** Columns of the measured list: the group shows the label that is changed. */
const COLUMNS = JSON.stringify({ columns: ['name', 'namespace', 'status', 'folder', 'node', 'ip'], tree: true });

const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** What an empty page of the same host takes: until the host has drawn its frame and knows there is no such page. */
async function emptyPage(browser: Browser, fleet: Fleet): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(fleet.url + EMPTY);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const took = await page.evaluate(() => performance.now());
  await context.close();
  return took;
}

/** All figures of one fleet, by name. */
async function measure(browser: Browser, fleet: Fleet): Promise<Record<string, number>> {
  const empty = percentile([await emptyPage(browser, fleet), await emptyPage(browser, fleet), await emptyPage(browser, fleet)], 0.5);
  const floor = await plainRead(fleet);
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } });
  const page = await context.newPage();
  // tsx keeps the names of functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(installProbes);
  await page.addInitScript((columns) => {
    localStorage.setItem('virtdeck.preference.list', columns);
    localStorage.setItem('console-user-settings', JSON.stringify({ 'virtdeck.list': JSON.parse(columns) }));
  }, COLUMNS);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const traffic = await countTraffic(session);
  await page.goto(fleet.url + LIST);
  const load = await loadFigures(page);
  const ready = { ...traffic };
  const heap = await heapMegabytes(session);
  const searches: number[] = [];
  for (const text of SEARCHES) searches.push(await searchLatency(page, text));
  const sorts = [await sortLatency(page, 'status'), await sortLatency(page, 'node'), await sortLatency(page, 'name')];
  const frames = await scrollFrames(page);
  await page.evaluate(() => document.querySelector('[data-test=table]')?.scrollTo(0, 0));
  await page.locator('[data-test=row][aria-rowindex="2"]').waitFor();
  const keys = await page.locator('[data-test=row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key') ?? ''));
  const busy = await busyPercent(session, async () => churn(fleet, await allKeys(fleet), 10));
  const idle = await busyPercent(session, () => new Promise((done) => setTimeout(done, 3000)));
  const delays: number[] = [];
  for (let change = 0; change < 25; change += 1) delays.push(await eventToScreen(page, fleet, keys[change % 8] ?? '', `group-${change}`));
  await context.close();
  return {
    'empty page, ms': empty,
    'first row above an empty page, ms': load.firstRow - empty,
    'complete list above an empty page, ms': load.complete - empty,
    'blocking time until complete, ms': load.blocking,
    'longest task, ms': load.longest,
    'plugin requests': ready.pluginRequests,
    'plugin kB on the wire': ready.pluginKilobytes,
    'API requests of the page': ready.apiRequests,
    'heap after GC, MB': heap,
    'search, last key to result, ms (median)': percentile(searches, 0.5),
    'search, worst, ms': Math.max(...searches),
    'sort, ms (worst of three)': Math.max(...sorts),
    'scrolling: dropped frames, %': frames.droppedPercent,
    'scrolling: worst frame, ms': frames.worst,
    'main thread busy, idle page, %': idle,
    'main thread busy, 20 changes a second, %': busy,
    'event to screen p50, ms': percentile(delays, 0.5),
    'event to screen p95, ms': percentile(delays, 0.95),
    'floor: first page by a plain script, ms': floor.firstPageMs,
    'floor: all machines and instances, ms': floor.totalMs,
    'floor: JSON, MB': floor.megabytes,
  };
}

/** Measures the list of machines for each size of fleet and prints one table. */
export async function benchList(sizes: readonly number[]): Promise<void> {
  const results: Record<string, number>[] = [];
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
  const names = Object.keys(results[0] ?? {});
  console.log(`\n| the list of machines | ${sizes.map((size) => `${size} VMs`).join(' | ')} |`);
  console.log(`|---|${sizes.map(() => '---').join('|')}|`);
  for (const name of names) console.log(`| ${name} | ${results.map((result) => (result[name] ?? 0).toFixed(1)).join(' | ')} |`);
}

if (process.argv[1]?.endsWith('bench-list.ts')) {
  const sizes = process.argv
    .slice(2)
    .map(Number)
    .filter((size) => size > 0);
  await benchList(sizes.length > 0 ? sizes : [1000, 10_000]);
}
