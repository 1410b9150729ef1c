import { spawn } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../contracts/kinds';
import { Api } from '../integration-tests/support/api';
import { startCompanion, type Companion } from '../integration-tests/support/companion';
import { machine } from '../integration-tests/support/machines';
import { countPluginBytes } from '../integration-tests/support/plugin-bytes';
import { eventually } from '../integration-tests/support/wait';
import { buildAll, buildGuest } from './start/builds';
import { bareBoot, bootThroughTheApi } from './bench/boot';
import { benchApi } from './bench-api';

interface Figure {
  what: string;
  value: string;
  beside: string;
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

async function withBrowser<T>(companion: Companion, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  try {
    return await work(await browser.newPage({ baseURL: companion.url }));
  } finally {
    await browser.close();
  }
}

/** Gzipped bytes of plugin files a fresh browser loads until `arrived`. */
async function moment(companion: Companion, path: string, arrived: (page: Page) => Promise<unknown>, budget: number): Promise<Figure> {
  const { bytes, requests } = await withBrowser(companion, async (page) => {
    const count = countPluginBytes(page);
    await page.goto(path);
    await arrived(page);
    return count();
  });
  return { what: `plugin bytes: ${path}`, value: `${kilobytes(bytes)} in ${requests} requests`, beside: `budget ${kilobytes(budget)}, used ${((100 * bytes) / budget).toFixed(0)} %` };
}

async function sizes(): Promise<Figure[]> {
  const companion = await startCompanion({ args: ['--hypervisor', 'simulated'] });
  try {
    const api = new Api(companion);
    await api.create(VirtualMachineKind, machine({ name: 'measured' }));
    await eventually('the guest runs', async () => (await api.get(VirtualMachineInstanceKind, 'measured', 'dev-team'))?.status?.phase === 'Running');
    const vm = 'kubevirt.io~v1~VirtualMachine';
    return [
      await moment(companion, '/k8s/cluster/no-such-page', (page) => page.getByRole('link', { name: 'VirtualMachines' }).waitFor(), 30_000),
      await moment(companion, `/k8s/all-namespaces/${vm}`, (page) => page.getByRole('link', { name: 'measured' }).waitFor(), 220_000),
      await moment(companion, `/k8s/ns/dev-team/${vm}/measured/console/standalone`, (page) => page.locator('canvas').first().waitFor(), 150_000),
    ];
  } finally {
    await companion.dispose();
  }
}

/** From `npm start`, everything built, to the page's first answer. */
async function secondStart(): Promise<Figure> {
  const first = await startCompanion({ args: ['--hypervisor', 'simulated'] });
  await first.stop();
  const started = performance.now();
  const ports = { port: 19_411, apiPort: 19_412 };
  const args = ['--hypervisor', 'simulated', '--port', String(ports.port), '--api-port', String(ports.apiPort), '--data', first.data];
  const child = spawn('npm', ['start', '--', ...args], { stdio: 'ignore', detached: true });
  await eventually('the page answers', () => fetch(`http://127.0.0.1:${ports.port}/health`).then((answer) => answer.ok, () => false));
  const took = performance.now() - started;
  process.kill(-(child.pid ?? 0), 'SIGTERM');
  await new Promise((done) => child.once('close', done));
  await first.dispose();
  return { what: 'npm start (second) to first page', value: seconds(took), beside: '' };
}

async function boots(): Promise<Figure[]> {
  const companion = await startCompanion();
  try {
    const ours = await bootThroughTheApi(companion);
    const bare = await bareBoot(ours.commandLine, companion.data);
    return [
      { what: 'create to first byte on the serial line', value: seconds(ours.ms), beside: `bare QEMU, same arguments: ${seconds(bare)}, ratio ${(ours.ms / bare).toFixed(2)}` },
    ];
  } finally {
    await companion.dispose();
  }
}

await buildAll();
await buildGuest();
console.table([...(await sizes()), await secondStart(), ...(await boots())]);
await benchApi(10_000);
