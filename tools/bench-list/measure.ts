/// <reference lib="dom" />
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { median, percentile } from './figures';
import type { Figures } from './figures';
import { allKeys } from './fleet';
import type { Fleet } from './fleet';
import { WorkerHeaps, heapMegabytes } from '../../integration-tests/support/heaps';
import { busyPercent, churn, eventToScreen, installProbes, loadFigures, scrollFrames, searchLatency, sortLatency } from './page-probes';
import type { LoadFigures } from './page-probes';
import { naiveRead, plainPage, plainRead } from './plain-page';
import type { PlainRead } from './plain-page';
import { countTraffic } from './traffic';
import type { Traffic } from './traffic';

const LIST = '/k8s/all-namespaces/kubevirt.io~v1~VirtualMachine';
const EMPTY = '/k8s/cluster/no-such-page';
const LOADS = 5;
const CHURN_SECONDS = 10;
/** Each last key changes the result whatever the size of the fleet. */
const SEARCHES = ['label:app=web', 'status:running', 'label:app=cache', 'node:node-1', 'runstrategy:Manual'];
/** Columns of the measured list: the group shows the label that is changed. */
const COLUMNS = JSON.stringify({ columns: ['name', 'namespace', 'status', 'folder', 'node', 'ip'], tree: true });

interface Opened {
  context: BrowserContext;
  page: Page;
  session: CDPSession;
}

async function fresh(browser: Browser): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } });
  const page = await context.newPage();
  // tsx keeps the names of functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  return { context, page, session };
}

/** What an empty page of the same host takes: until the host has drawn its frame and knows there is no such page. */
async function emptyPage(browser: Browser, fleet: Fleet): Promise<number> {
  const { context, page } = await fresh(browser);
  await page.goto(fleet.url + EMPTY);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const took = await page.evaluate(() => performance.now());
  await context.close();
  return took;
}

interface Loaded extends Opened {
  load: LoadFigures;
  traffic: Traffic;
  workers: WorkerHeaps;
}

async function openList(browser: Browser, fleet: Fleet): Promise<Loaded> {
  const opened = await fresh(browser);
  const { page } = opened;
  await page.addInitScript(installProbes);
  await page.addInitScript((columns) => {
    localStorage.setItem('virtdeck.preference.list', columns);
    localStorage.setItem('console-user-settings', JSON.stringify({ 'virtdeck.list': JSON.parse(columns) }));
  }, COLUMNS);
  const workers = await WorkerHeaps.of(opened.session);
  const traffic = countTraffic(opened.context);
  await page.goto(fleet.url + LIST);
  const load = await loadFigures(page);
  return { ...opened, load, traffic: { ...traffic }, workers };
}

/** How fast a page answers, once it stands: the list, or the plain page it is compared with. */
async function answers({ page, session }: Opened, fleet: Fleet, sorts: readonly string[], keys: readonly string[]) {
  const searches: number[] = [];
  for (const text of SEARCHES) searches.push(await searchLatency(page, text));
  const sorted: number[] = [];
  for (const column of sorts) sorted.push(await sortLatency(page, column));
  const frames = await scrollFrames(page);
  const underChurn = churn(fleet, keys, 4);
  const busyFrames = await scrollFrames(page);
  await underChurn;
  await page.evaluate(() => document.querySelector('[data-test=table]')?.scrollTo(0, 0));
  await page.locator('[data-test=row]').first().waitFor();
  const busy = await busyPercent(session, () => churn(fleet, keys, CHURN_SECONDS));
  const idle = await busyPercent(session, () => new Promise((done) => setTimeout(done, 3000)));
  const shown = await page.locator('[data-test=row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key') ?? ''));
  const delays: number[] = [];
  const turn = Date.now().toString(36);
  for (let change = 0; change < 25; change += 1) delays.push(await eventToScreen(page, fleet, shown[change % 8] ?? '', `group-${turn}-${change}`));
  return { searches, sorted, frames, busyFrames, busy, idle, delays };
}

/** The best of three: a lower bound is not to suffer from a connection that is new or a machine that is busy. */
async function quickest(read: () => Promise<PlainRead>): Promise<PlainRead> {
  const tries = [await read(), await read(), await read()];
  return tries.reduce((best, each) => ({ ...each, firstPageMs: Math.min(best.firstPageMs, each.firstPageMs), totalMs: Math.min(best.totalMs, each.totalMs) }));
}

/** The least: plain pages of the same origin on the same machine, minutes apart. */
async function plainFigures(browser: Browser, fleet: Fleet) {
  const { context, page, session } = await fresh(browser);
  const read = await quickest(() => plainRead(page, fleet));
  const keys = await allKeys(fleet);
  await plainPage(page, fleet, keys);
  const least = await answers({ context, page, session }, fleet, ['name', 'name'], keys);
  await context.close();
  const other = await fresh(browser);
  const naive = await naiveRead(other.page, fleet);
  const naiveHeap = await heapMegabytes(other.session);
  await other.context.close();
  return { read, least, naive, naiveHeap };
}

async function loads(browser: Browser, fleet: Fleet): Promise<{ empty: number; all: LoadFigures[]; last: Loaded }> {
  const empty: number[] = [];
  const all: LoadFigures[] = [];
  for (let turn = 1; ; turn += 1) {
    empty.push(await emptyPage(browser, fleet));
    const loaded = await openList(browser, fleet);
    all.push(loaded.load);
    if (turn === LOADS) return { empty: median(empty), all, last: loaded };
    await loaded.context.close();
  }
}

/** All figures of one fleet, by name. */
export async function measure(browser: Browser, fleet: Fleet): Promise<Figures> {
  const { read, least, naive, naiveHeap } = await plainFigures(browser, fleet);
  const { empty, all, last } = await loads(browser, fleet);
  const heap = await heapMegabytes(last.session);
  const workerHeap = await last.workers.megabytes();
  const keys = await allKeys(fleet);
  const list = await answers(last, fleet, ['status', 'node', 'name'], keys);
  const [heapLater, workerLater] = [await heapMegabytes(last.session), await last.workers.megabytes()];
  await last.context.close();
  const of = (figure: keyof LoadFigures) => median(all.map((each) => each[figure]));
  return {
    'empty page, ms': { value: empty },
    'first row above an empty page, ms': { value: of('firstRow') - empty, least: read.firstPageMs },
    'complete list above an empty page, ms': { value: of('complete') - empty, least: read.totalMs },
    'naive: whole objects of four kinds parsed on the page, nothing drawn, ms': { value: naive.totalMs },
    'long tasks until complete': { value: of('longTasks') },
    'longest task, ms': { value: of('longest') },
    'blocking time until complete, ms': { value: of('blocking') },
    'plugin requests': { value: last.traffic.pluginRequests },
    'plugin kB on the wire': { value: last.traffic.pluginKilobytes },
    'API requests': { value: last.traffic.apiRequests, least: read.requests },
    'API MB on the wire': { value: last.traffic.apiMegabytes },
    'API MB of JSON': { value: read.megabytes, least: read.megabytes },
    'naive: API MB of JSON': { value: naive.megabytes },
    'heap of the page after GC, MB': { value: heap },
    'heap of the worker after GC, MB': { value: workerHeap },
    'both after all that follows, MB': { value: heapLater + workerLater },
    'naive: heap that holds the objects, MB': { value: naiveHeap },
    'search, last key to result, ms (median)': { value: median(list.searches), least: median(least.searches) },
    'search, worst, ms': { value: Math.max(...list.searches), least: Math.max(...least.searches) },
    'sort, ms (worst)': { value: Math.max(...list.sorted), least: Math.max(...least.sorted) },
    'scrolling: dropped frames, %': { value: list.frames.droppedPercent, least: least.frames.droppedPercent },
    'scrolling: worst frame, ms': { value: list.frames.worst, least: least.frames.worst },
    'scrolling under 20 changes a second: dropped frames, %': {
      value: list.busyFrames.droppedPercent,
      least: least.busyFrames.droppedPercent,
    },
    'main thread busy, idle page, %': { value: list.idle, least: least.idle },
    'main thread busy, 20 changes a second, %': { value: list.busy, least: least.busy },
    'event to screen p50, ms': { value: median(list.delays), least: median(least.delays) },
    'event to screen p95, ms': { value: percentile(list.delays, 0.95), least: percentile(least.delays, 0.95) },
  };
}
