import { createServer } from 'node:http';
import { request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../contracts/kinds';
import type { KindRef } from '../contracts/kinds';
import type { UnknownObject } from '../contracts/objects';
import { loadSchemas } from '../companion/api/schema/load';
import { builtinKinds } from '../companion/kinds/registry';
import { fleetInstance, fleetMachine, fleetNamespaces } from '../companion/test-support/api/fleet';
import { startApi } from '../companion/test-support/api/start-api';
import type { StartedApi } from '../companion/test-support/api/start-api';

/** Figures of the API server with a full store, each beside the same bytes from a plain static server in the same process. */

const COUNT = Number(process.argv[2] ?? 10_000);
const ROUNDS = 5;
const WATCHERS = 100;
const EVENTS = 1000;
const MACHINES = '/apis/kubevirt.io/v1/virtualmachines';
const INSTANCES = '/apis/kubevirt.io/v1/virtualmachineinstances';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const PARTIAL = { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' };

interface Fetched {
  ms: number;
  bytes: Buffer;
}

/** Raw bytes over a keep-alive connection: the client's own decoding must not be part of the figure. */
function fetchBytes(url: string, headers: Record<string, string> = {}): Promise<Fetched> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ ms: performance.now() - begun, bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

const median = (values: number[]) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number) => Math.round(value * 10) / 10;

async function measure(label: string, url: string, headers: Record<string, string> = {}): Promise<void> {
  const { bytes } = await fetchBytes(url, headers);
  const plain = createServer((_req, res) => res.writeHead(200, { 'content-length': bytes.length }).end(bytes));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const floor = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push((await fetchBytes(url, headers)).ms);
    theirs.push((await fetchBytes(floor)).ms);
  }
  plain.closeAllConnections();
  plain.close();
  report(label, { ms: rounded(median(ours)), megabytes: rounded(bytes.length / 1e6), static: rounded(median(theirs)), ratio: rounded(median(ours) / Math.max(median(theirs), 0.1)) });
}

function report(label: string, facts: Record<string, unknown>): void {
  process.stdout.write(`${label.padEnd(44)} ${Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`).join('  ')}\n`);
}

async function fill(api: StartedApi): Promise<void> {
  const begun = performance.now();
  const jobs: [KindRef<never>, (index: number) => UnknownObject][] = [
    [VirtualMachineKind as KindRef<never>, fleetMachine],
    [VirtualMachineInstanceKind as KindRef<never>, fleetInstance],
  ];
  for (const [kind, make] of jobs) {
    for (let index = 0; index < COUNT; index += 200) {
      const batch = Array.from({ length: Math.min(200, COUNT - index) }, (_, offset) => api.client.create(kind, make(index + offset) as never));
      await Promise.all(batch);
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  report('create in process (200 at once)', { perSecond: Math.round((COUNT * 2) / seconds), seconds: rounded(seconds) });
}

async function createOverHttp(api: StartedApi): Promise<void> {
  const total = 500;
  const begun = performance.now();
  for (let index = 0; index < total; index += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, offset) => {
      const object = fleetMachine(COUNT + index + offset);
      return api.call('POST', `/apis/kubevirt.io/v1/namespaces/${object.metadata.namespace}/virtualmachines`, object);
    }));
  }
  report('create over HTTP (50 at once)', { perSecond: Math.round(total / ((performance.now() - begun) / 1000)) });
}

async function patchOverHttp(api: StartedApi): Promise<void> {
  const total = 500;
  const begun = performance.now();
  for (let index = 0; index < total; index += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, offset) => {
      const { name, namespace } = fleetMachine(index + offset).metadata;
      return api.call('PATCH', `/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachines/${name}`, { metadata: { labels: { patched: 'yes' } } });
    }));
  }
  report('patch over HTTP (50 at once)', { perSecond: Math.round(total / ((performance.now() - begun) / 1000)) });
}

/** Time from a write's answer to its event at the last of all watchers, and the whole rate. */
async function fanOut(api: StartedApi): Promise<void> {
  let received = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));
  const { revision } = api.store;
  const requests = await Promise.all(Array.from({ length: WATCHERS }, () => new Promise<ReturnType<typeof request>>((resolve) => {
    const watch = request(`${api.url}${MACHINES}?watch=true&resourceVersion=${revision}`, (response) => {
      response.on('data', (chunk: Buffer) => {
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) received += 1;
        if (received >= wanted) done();
      });
      response.on('error', () => undefined);
      resolve(watch);
    });
    watch.on('error', () => undefined);
    watch.end();
  })));
  const begun = performance.now();
  const cpu = process.cpuUsage();
  wanted = WATCHERS * EVENTS;
  for (let index = 0; index < EVENTS; index += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, offset) => api.client.mutate(VirtualMachineKind, fleetMachine(index + offset).metadata.name, fleetMachine(index + offset).metadata.namespace, (draft) => {
      draft.metadata.annotations = { ...draft.metadata.annotations, touched: String(begun) };
    })));
  }
  const written = performance.now() - begun;
  await all;
  const used = process.cpuUsage(cpu);
  report(`watch fan-out, ${WATCHERS} watchers, ${EVENTS} events`, {
    writeMs: Math.round(written),
    allReceivedMs: Math.round(performance.now() - begun),
    eventsPerSecond: Math.round((WATCHERS * EVENTS) / ((performance.now() - begun) / 1000)),
    cpuMs: Math.round((used.user + used.system) / 1000),
  });
  for (const watch of requests) watch.destroy();
}

const memory = () => ({ rssMB: Math.round(process.memoryUsage().rss / 1e6), heapMB: Math.round(process.memoryUsage().heapUsed / 1e6) });

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'virtdeck-bench-'));
  const definitions = builtinKinds(loadSchemas());
  const first = await startApi({ definitions, folder, namespaces: [...fleetNamespaces] });
  await fill(first);
  await createOverHttp(first);
  await patchOverHttp(first);
  report('after filling', memory());
  await first.stop();

  const begun = performance.now();
  const api = await startApi({ definitions, folder, namespaces: [] });
  report('cold start with that store', { ms: Math.round(performance.now() - begun), ...memory() });
  await measure('all VMs', `${api.url}${MACHINES}`);
  await measure('all VMs, gzip', `${api.url}${MACHINES}`, { 'accept-encoding': 'gzip' });
  await measure('all VMs as a browser asks', `${api.url}${MACHINES}`, { 'accept-encoding': 'gzip', 'user-agent': 'Mozilla/5.0' });
  await measure('all VMIs', `${api.url}${INSTANCES}`);
  await measure('page of 250 VMs', `${api.url}${MACHINES}?limit=250`);
  await measure('page of 250 VMs, gzip', `${api.url}${MACHINES}?limit=250`, { 'accept-encoding': 'gzip' });
  await measure('page of 250 VMs as a browser asks', `${api.url}${MACHINES}?limit=250`, { 'accept-encoding': 'gzip', 'user-agent': 'Mozilla/5.0' });
  await measure('VMs by label (a third)', `${api.url}${MACHINES}?labelSelector=tier%3Dweb`);
  await measure('Table of VMs without objects', `${api.url}${MACHINES}?includeObject=None`, TABLE);
  await measure('Table of VMIs without objects', `${api.url}${INSTANCES}?includeObject=None`, TABLE);
  await measure('Table of VMs with metadata', `${api.url}${MACHINES}`, TABLE);
  await measure('metadata of VMs', `${api.url}${MACHINES}`, PARTIAL);
  await fanOut(api);
  report('at the end', memory());
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
}

await main();
