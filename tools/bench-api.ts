import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetMachine } from '../companion/test-support/api/fleet';
import { fanOut, rate } from './bench-api/fan-out';
import { startMeasured } from './bench-api/process';
import type { Measured } from './bench-api/process';
import { MACHINES, ask, measureRead } from './bench-api/requests';
import type { Api } from './bench-api/requests';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const PARTIAL = { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' };
const BROWSER = { 'accept-encoding': 'gzip', 'user-agent': 'Mozilla/5.0' };
const SETTLED_MS = 10_000;
const WRITES = 1000;

interface Named {
  metadata: { name: string; namespace: string; resourceVersion: string };
}

const pathOf = ({ metadata }: Named) => `/apis/kubevirt.io/v1/namespaces/${metadata.namespace}/virtualmachines/${metadata.name}`;

/** The fleet is quiet when no change has come for a while. Gives the seconds until the last one. */
async function untilQuiet(api: Api): Promise<number> {
  const begun = performance.now();
  let known = '';
  let since = begun;
  while (performance.now() - since < SETTLED_MS) {
    const { metadata } = JSON.parse((await ask(api, `${MACHINES}?limit=1`)).bytes.toString()) as Named;
    if (metadata.resourceVersion !== known) since = performance.now();
    known = metadata.resourceVersion;
    await new Promise((again) => setTimeout(again, 250));
  }
  return Math.round((since - begun) / 100) / 10;
}

async function reads(api: Api): Promise<void> {
  const rows: [string, string, Record<string, string>?][] = [
    ['all VMs', MACHINES],
    ['all VMs, gzip', MACHINES, { 'accept-encoding': 'gzip' }],
    ['all VMs as a browser asks', MACHINES, BROWSER],
    ['all VMIs', '/apis/kubevirt.io/v1/virtualmachineinstances'],
    ['page of 500 VMs', `${MACHINES}?limit=500`],
    ['page of 500 VMs, gzip', `${MACHINES}?limit=500`, { 'accept-encoding': 'gzip' }],
    ['VMs by label', `${MACHINES}?labelSelector=app%3Dweb`],
    ['Table of VMs without objects', `${MACHINES}?includeObject=None`, TABLE],
    ['Table of VMs with metadata', MACHINES, TABLE],
    ['metadata of VMs', MACHINES, PARTIAL],
  ];
  const results: Record<string, object> = {};
  for (const [name, path, headers] of rows) results[name] = await measureRead(api, path, headers);
  console.log('\nReads: median of 7, beside the same bytes from a plain server');
  console.table(results);
}

async function writes(api: Api): Promise<void> {
  const objects = Array.from({ length: WRITES }, (_, index) => {
    const object = fleetMachine(index);
    const namespace = `fleet-${String(index % 50).padStart(2, '0')}`;
    return { ...object, metadata: { ...object.metadata, namespace, name: `bench-${index}` }, spec: { ...(object.spec as object), runStrategy: 'Halted', dataVolumeTemplates: [] } };
  });
  const place = (index: number) => `/apis/kubevirt.io/v1/namespaces/${objects[index]?.metadata.namespace ?? ''}/virtualmachines`;
  const create = objects.map((object, index) => () => ask(api, place(index), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(object) }));
  const patch = (value: string) =>
    objects.map((_, index) => () =>
      ask(api, `${place(index)}/bench-${index}`, { method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' }, body: JSON.stringify({ metadata: { labels: { patched: value } } }) }),
    );
  const figures = {
    'create, 50 at once': { perSecond: await rate(create, 50) },
    'patch, 50 at once': { perSecond: await rate(patch('once'), 50) },
    'patch, one after the other': { perSecond: await rate(patch('twice').slice(0, 300), 1) },
  };
  console.log('\nWrites, each on the disk before its answer');
  console.table(figures);
}

async function watches(server: Measured): Promise<void> {
  const { api } = server;
  const { items } = JSON.parse((await ask(api, `${MACHINES}?limit=500`)).bytes.toString()) as { items: Named[] };
  const seconds = 10;
  const before = server.cpuMs();
  const result = await fanOut(api, MACHINES, items.map(pathOf), { watchers: 100, eventsPerSecond: 200, seconds });
  const cpu = `${Math.round((server.cpuMs() - before) / seconds / 10)} %`;
  console.log('\n100 watches of all VMs, 200 changes a second');
  console.table({ 'event to watcher': { ...result, cpu, residentMB: server.residentMegabytes() } });
}

/** Figures of the local cluster's API with a fleet, from outside. */
export async function benchApi(count: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'virtdeck-bench-'));
  const life: Record<string, object> = {};
  const note = async (name: string, server: Measured, facts: object) => {
    const residentMB = server.residentMegabytes();
    const collected = await server.afterCollection();
    life[name] = { ...facts, cpuSeconds: Math.round(server.cpuMs() / 1000), residentMB, 'resident MB after GC': collected.residentMegabytes, 'heap MB after GC': collected.heapMegabytes };
  };
  try {
    const first = await startMeasured(data, count);
    const quietAfter = await untilQuiet(first.api);
    await note('first start', first, { readyMs: first.readyMs, quietAfterSeconds: quietAfter });
    await first.stop('SIGKILL');
    const server = await startMeasured(data, count);
    const quietAgain = await untilQuiet(server.api);
    await note('start with that store, after SIGKILL', server, { readyMs: server.readyMs, quietAfterSeconds: quietAgain });
    await reads(server.api);
    await watches(server);
    await writes(server.api);
    await note('after all of that', server, {});
    console.log(`\nThe companion with ${count} machines`);
    console.table(life);
    await server.stop('SIGKILL');
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith('bench-api.ts')) await benchApi(Number(process.argv[2] ?? 10_000));
