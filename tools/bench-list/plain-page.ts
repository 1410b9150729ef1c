/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import type { Fleet } from './fleet';

export interface PlainRead {
  firstPageMs: number;
  totalMs: number;
  requests: number;
  /** Of JSON, decompressed. */
  megabytes: number;
}

type Kind = readonly [group: string, plural: string];

const MACHINES: Kind = ['apis/kubevirt.io/v1', 'virtualmachines'];
const INSTANCES: Kind = ['apis/kubevirt.io/v1', 'virtualmachineinstances'];
const MIGRATIONS: Kind = ['apis/kubevirt.io/v1', 'virtualmachineinstancemigrations'];
const CLAIMS: Kind = ['api/v1', 'persistentvolumeclaims'];

/** What a list of machines reads: as compact JSON, in the list's own pages. */
const OURS = { kinds: [MACHINES, INSTANCES, MIGRATIONS], pages: [60, 250, 500, 1000], query: 'pretty=false&' };
/** What a list that keeps whole objects reads, as a browser asks: the server indents. */
const NAIVE = { kinds: [MACHINES, INSTANCES, MIGRATIONS, CLAIMS], pages: [250], query: '' };

/** Runs in the page: fetches and parses lists, page by page and kind beside kind, and keeps the objects when told to. */
async function readLists({ kinds, pages, query, keeps }: typeof OURS & { keeps: boolean }): Promise<PlainRead> {
  const started = performance.now();
  const figures = { firstPageMs: 0, totalMs: 0, requests: 0, megabytes: 0 };
  const kept: unknown[] = [];
  const read = async ([group, plural]: Kind) => {
    let next = '';
    let page = 0;
    do {
      const limit = pages[Math.min(page, pages.length - 1)] ?? 0;
      const answer = await fetch(`/api/kubernetes/${group}/${plural}?${query}limit=${limit}${next && `&continue=${encodeURIComponent(next)}`}`);
      const text = await answer.text();
      const list = JSON.parse(text) as { items: unknown[]; metadata: { continue?: string } };
      if (keeps) kept.push(...list.items);
      figures.requests += 1;
      figures.megabytes += text.length / 1e6;
      figures.firstPageMs ||= performance.now() - started;
      next = list.metadata.continue ?? '';
      page += 1;
    } while (next !== '');
  };
  await Promise.all(kinds.map(read));
  figures.totalMs = performance.now() - started;
  if (keeps) Reflect.set(globalThis, 'virtdeckKept', kept);
  return figures;
}

/** A page of the same origin on which nothing is drawn. */
async function blankPage(page: Page, fleet: Fleet): Promise<void> {
  await page.goto(`${fleet.url}/health`);
}

/** The lower bound of loading: what the list reads, fetched and parsed by a plain script in a blank page, nothing kept. */
export async function plainRead(page: Page, fleet: Fleet): Promise<PlainRead> {
  await blankPage(page, fleet);
  return page.evaluate(readLists, { ...OURS, keeps: false });
}

/** What loading costs whoever keeps the whole objects of four kinds on the page's thread, before anything is drawn. */
export async function naiveRead(page: Page, fleet: Fleet): Promise<PlainRead> {
  await blankPage(page, fleet);
  return page.evaluate(readLists, { ...NAIVE, keeps: true });
}

/** Runs in the page: the same probes find a field, a count, heads that sort, rows and a scroller; behind each is the least code that answers. */
async function drawPlainly({ keys, socket }: { keys: readonly string[]; socket: string }): Promise<void> {
  document.body.innerHTML =
    '<input data-test="vm-search"><p data-test="vm-count"></p><button data-test="sort-name">Name</button><div id="rows"></div>' +
    '<div data-test="table" style="height:700px;overflow:auto"><div style="height:450000px"></div></div>';
  const rows = document.querySelector('#rows');
  const cells = new Map<string, Element>();
  for (const key of keys.slice(0, 30)) {
    const row = rows?.appendChild(document.createElement('p'));
    row?.setAttribute('data-key', key);
    row?.setAttribute('data-test', 'row');
    const cell = row?.appendChild(document.createElement('span'));
    cell?.setAttribute('data-column', 'folder');
    if (cell) cells.set(key, cell);
  }
  const field = document.querySelector('input');
  const count = document.querySelector('[data-test=vm-count]');
  field?.addEventListener('input', () => {
    const found = keys.filter((key) => key.includes(field.value));
    if (count) count.textContent = `${field.value}: ${found.length}`;
  });
  document.querySelector('button')?.addEventListener('click', () => {
    const sorted = [...keys].sort();
    [...cells.values()].forEach((cell, index) => (cell.textContent = sorted[index] ?? ''));
  });
  const watch = new WebSocket(socket);
  watch.onmessage = (message: MessageEvent<string>) => {
    const { object } = JSON.parse(message.data) as { object: { metadata: { name: string; namespace: string; labels?: Record<string, string> } } };
    const cell = cells.get(`${object.metadata.namespace}/${object.metadata.name}`);
    if (cell) cell.textContent = object.metadata.labels?.['vm.openshift.io/folder'] ?? '';
  };
  await new Promise((open) => watch.addEventListener('open', open));
}

/** The lower bound of everything after loading: a page that does the least one can do. */
export async function plainPage(page: Page, fleet: Fleet, keys: readonly string[]): Promise<void> {
  await blankPage(page, fleet);
  const list = await (await fetch(`${fleet.url}/api/kubernetes/apis/kubevirt.io/v1/virtualmachines?limit=1`)).json() as { metadata: { resourceVersion: string } };
  const path = '/api/kubernetes/apis/kubevirt.io/v1/virtualmachines';
  const socket = `${fleet.url.replace('http', 'ws')}${path}?watch=true&resourceVersion=${list.metadata.resourceVersion}`;
  await page.evaluate(drawPlainly, { keys, socket });
}
