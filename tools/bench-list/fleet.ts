import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A companion with a simulated fleet, for as long as the measurement lasts. */
export interface Fleet {
  url: string;
  token: string;
  count: number;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

async function until(what: string, holds: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what} took longer than ${patienceMs} ms`);
    await new Promise((again) => setTimeout(again, 500));
  }
}

interface Table {
  columnDefinitions: { name: string }[];
  rows: { cells: unknown[] }[];
}

/** True once every instance runs, told by a table without objects. */
async function allRun(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/kubernetes/apis/kubevirt.io/v1/virtualmachineinstances?includeObject=None`, {
    headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
  });
  const table = (await answer.json()) as Table;
  const phase = table.columnDefinitions.findIndex((column) => column.name === 'Phase');
  return table.rows.length > 0 && table.rows.every((row) => row.cells[phase] === 'Running');
}

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null ? Promise.resolve() : new Promise((done) => child.once('close', () => done()));
}

/** Starts the built companion with `count` machines and waits until those that run are running. */
export async function startFleet(count: number): Promise<Fleet> {
  const data = await mkdtemp(join(tmpdir(), 'virtdeck-bench-'));
  const [port, apiPort] = [await freePort(), await freePort()];
  const args = [
    'build/companion/main.mjs',
    '--simulate',
    String(count),
    '--port',
    String(port),
    '--api-port',
    String(apiPort),
    '--data',
    data,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await until('starting the companion', async () => (await fetch(`${url}/health`)).ok, 300_000);
  await until('starting the fleet', () => allRun(url), 300_000);
  const token = /token: (\S+)/.exec(await readFile(join(data, 'kubeconfig'), 'utf8'))?.[1] ?? '';
  const stop = async () => {
    child.kill('SIGKILL');
    await ended(child);
    await rm(data, { recursive: true, force: true });
  };
  return { url, token, count, stop };
}

/** Every machine's `namespace/name`, scattered so that neighbours in the list do not follow each other. */
export async function allKeys(fleet: Fleet): Promise<string[]> {
  const list = (await (await fetch(`${fleet.url}/api/kubernetes/apis/kubevirt.io/v1/virtualmachines?pretty=false`)).json()) as {
    items: { metadata: { name: string; namespace: string } }[];
  };
  const keys = list.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return keys.map((_, index) => keys[(index * 7919) % keys.length] ?? '');
}

/** Changes one label of a machine; the answer says that the server has it. */
export async function patchLabel(fleet: Fleet, key: string, label: string, value: string): Promise<void> {
  const [namespace, name] = key.split('/');
  const answer = await fetch(`${fleet.url}/api/kubernetes/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachines/${name}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json', authorization: `Bearer ${fleet.token}` },
    body: JSON.stringify({ metadata: { labels: { [label]: value } } }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
