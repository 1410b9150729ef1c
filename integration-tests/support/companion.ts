import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';

export interface Companion {
  /** Of the page. */
  url: string;
  apiPort: number;
  data: string;
  pid: number;
  /** What it printed so far. */
  output(): string;
  /** Bearer token of a user of the token file. */
  token(user: string): Promise<string>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Stops, and removes the data folder. */
  dispose(): Promise<void>;
}

export interface CompanionOptions {
  args?: readonly string[];
  data?: string;
  port?: number;
  apiPort?: number;
}

const PATIENCE_MS = 90_000;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}/health`))) {
    if (child.exitCode !== null) throw new Error(`the companion ended with ${child.exitCode}:\n${output()}`);
    if (Date.now() > until) throw new Error(`the companion is not ready after ${PATIENCE_MS} ms:\n${output()}`);
    await new Promise((again) => setTimeout(again, 100));
  }
}

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((done) => child.once('close', () => done()));
}

/** Starts the built companion on free ports with a data folder of its own. */
export async function startCompanion({ args = [], data, ...ports }: CompanionOptions = {}): Promise<Companion> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'virtdeck-')));
  const port = ports.port ?? (await freePort());
  const apiPort = ports.apiPort ?? (await freePort());
  const settings = ['--port', String(port), '--api-port', String(apiPort), '--data', folder, ...args];
  const child = spawn(process.execPath, ['--enable-source-maps', 'build/companion/main.mjs', ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (printed += part.toString()));
  const output = () => printed;
  const url = `http://127.0.0.1:${port}`;
  await ready(child, url, output);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await ended(child);
  };
  return {
    url,
    apiPort,
    data: folder,
    pid: child.pid ?? 0,
    output,
    stop,
    async token(user) {
      const lines = (await readFile(join(folder, 'tokens.csv'), 'utf8')).split('\n');
      const line = lines.find((each) => each.split(',')[1] === user);
      if (!line) throw new Error(`no token for ${user}`);
      return line.split(',')[0] ?? '';
    },
    async dispose() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
