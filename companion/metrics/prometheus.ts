import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import { rulesFile } from './rules';

const READY_MS = 20_000;
const POLL_MS = 100;
const STOP_MS = 5_000;

export interface PrometheusOptions {
  /** Its configuration, rules, data and log go below this folder. */
  folder: string;
  /** `host:port` whose `/metrics` is scraped. */
  target: string;
  scrapeSeconds?: number;
  retention?: { time: string; size: string };
  clock: Clock;
  logger: Logger;
}

export interface Prometheus {
  /** Where its HTTP API answers, once it is ready. */
  url: string;
  /** False when it did not come up. */
  ready: Promise<boolean>;
  stop(): Promise<void>;
}

function programPath(): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'prometheus'));
  return candidates.find((path) => existsSync(path));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      probe.close(() => resolve(port));
    });
  });
}

const pause = (clock: Clock, ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

/** The Prometheus of a companion that was killed may still be on its way out, and holds the lock of the data folder. */
async function endLeftover(pidFile: string, folder: string, clock: Clock): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const isOurs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--storage.tsdb.path=${folder}`);
    } catch {
      return false;
    }
  };
  if (isOurs()) process.kill(pid, 'SIGTERM');
  const deadline = clock.now() + STOP_MS;
  while (isOurs() && clock.now() < deadline) await pause(clock, POLL_MS);
  if (isOurs()) process.kill(pid, 'SIGKILL');
}

async function writeFiles({ folder, target, scrapeSeconds = 15 }: PrometheusOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rules.yml'), rulesFile());
  const config = {
    global: { scrape_interval: `${scrapeSeconds}s`, scrape_timeout: `${Math.min(scrapeSeconds, 30)}s`, evaluation_interval: `${scrapeSeconds}s` },
    rule_files: ['rules.yml'],
    // The exporter names the node as `instance` where it means one.
    scrape_configs: [{ job_name: 'kubevirt', honor_labels: true, static_configs: [{ targets: [target] }] }],
  };
  await writeFile(join(folder, 'prometheus.yml'), stringify(config));
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>, clock: Clock): Promise<void> {
  child.kill('SIGTERM');
  const cancel = clock.after(STOP_MS, () => child.kill('SIGKILL'));
  await ended;
  cancel();
}

/** Starts Debian's Prometheus on a loopback port of its own, without waiting for it; undefined when it is not installed. */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus | undefined> {
  const { folder, clock, logger, retention = { time: '7d', size: '512MB' } } = options;
  const program = programPath();
  if (!program) return undefined;
  const data = join(folder, 'data');
  const pidFile = join(folder, 'prometheus.pid');
  await endLeftover(pidFile, data, clock);
  await writeFiles(options);
  const port = await freePort();
  // It must not outlive the companion: the kernel ends it when this process is gone, however that came.
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'TERM', program],
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      `--storage.tsdb.retention.time=${retention.time}`,
      `--storage.tsdb.retention.size=${retention.size}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    // Memory matters more than its time: it shares the machine with the guests.
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, GOGC: '40' } },
  );
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2_000)));
  let isOver = false;
  let isStopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  }).then(() => void (isOver = true));
  await writeFile(pidFile, String(child.pid ?? ''));
  const url = `http://127.0.0.1:${port}`;
  const becomesReady = async (): Promise<boolean> => {
    const deadline = clock.now() + READY_MS;
    while (!isOver && clock.now() < deadline) {
      if (await answers(url)) return true;
      await pause(clock, POLL_MS);
    }
    if (!isStopping) logger.warn('prometheus did not start: there are no metrics', { words });
    return false;
  };
  return {
    url,
    ready: becomesReady(),
    async stop() {
      isStopping = true;
      await stopChild(child, ended, clock);
      await rm(pidFile, { force: true });
    },
  };
}
