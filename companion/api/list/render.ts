import { toJson } from '../../store/canonical';
import type { StoredRecord } from '../../store/record';
import type { Page } from './page';
import type { Resource } from '../registry';

const COMMA = Buffer.from(',');
/** Items are copied together into pieces of about this size, so that a long list is few writes. */
const PIECE = 512 * 1024;

/** An object's JSON in the version of the request: only `apiVersion` differs between versions. */
export function objectJson({ head }: Resource, { json, cut }: StoredRecord): Buffer {
  const same = head.length === cut && head.compare(json, 0, cut) === 0;
  return same ? json : Buffer.concat([head, json.subarray(cut)]);
}

/** The metadata of an object as an object of its own. */
export function partialJson(record: StoredRecord, metaVersion: string): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/${metaVersion}","metadata":${record.metadataJson()}}`;
}

/** The list as JSON in pieces, and how many bytes that will be. Nothing is parsed or printed: the stored JSON is copied. */
export function renderList(resource: Resource, page: Page): { parts: Iterable<Buffer>; size: number } {
  const custom = resource.definition.origin === 'crd';
  const { open, close } = custom ? customFrame(resource, page) : coreFrame(resource, page);
  const itemHead = custom ? resource.head : Buffer.from('{');
  const items = page.records.reduce((sum, record) => sum + itemHead.length + record.json.length - record.cut, 0);
  const size = open.length + items + Math.max(0, page.records.length - 1) + close.length;
  return { parts: pieces(page.records, itemHead, open, close), size };
}

function* pieces(records: readonly StoredRecord[], itemHead: Buffer, open: Buffer, close: Buffer): Iterable<Buffer> {
  let batch: Buffer[] = [open];
  let size = open.length;
  for (const [index, record] of records.entries()) {
    if (index > 0) batch.push(COMMA);
    batch.push(itemHead, record.json.subarray(record.cut));
    size += record.json.length;
    if (size < PIECE) continue;
    yield Buffer.concat(batch);
    batch = [];
    size = 0;
  }
  batch.push(close);
  yield Buffer.concat(batch);
}

/** Objects that are indented before the next piece goes out. */
const INDENTED = 50;
const EMPTY_ITEMS = '"items": []';

/** The list indented by two spaces, piece by piece, so that a long one holds up nobody else. */
export function* renderIndented(resource: Resource, page: Page): Iterable<Buffer> {
  const custom = resource.definition.origin === 'crd';
  const { kind } = resource.definition;
  const { apiVersion } = resource;
  const frame = custom
    ? { apiVersion, items: [], kind: `${kind}List`, metadata: customMeta(page) }
    : { kind: `${kind}List`, apiVersion, metadata: listMeta(page), items: [] };
  const text = toJson(frame, 2);
  if (page.records.length === 0) return yield Buffer.from(`${text}\n`);
  const at = text.indexOf(EMPTY_ITEMS) + EMPTY_ITEMS.length - 1;
  yield Buffer.from(text.slice(0, at));
  for (let from = 0; from < page.records.length; from += INDENTED) {
    const lines = page.records.slice(from, from + INDENTED).map((record) => `\n${indented(itemOf(resource, record))}`);
    yield Buffer.from((from === 0 ? '' : ',') + lines.join(','));
  }
  yield Buffer.from(`\n  ${text.slice(at)}\n`);
}

/** An item as lists show it: built-in kinds leave kind and apiVersion to the list. */
function itemOf({ definition, apiVersion }: Resource, { object }: StoredRecord): object {
  if (definition.origin === 'crd') return { ...object, apiVersion };
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return rest;
}

function indented(item: object): string {
  return `    ${toJson(item, 2).replaceAll('\n', '\n    ')}`;
}

/** Keys sorted, and a `continue` even when it is empty. */
function customFrame({ definition, apiVersion }: Resource, page: Page) {
  return {
    open: Buffer.from(`{"apiVersion":${JSON.stringify(apiVersion)},"items":[`),
    close: Buffer.from(`],"kind":"${definition.kind}List","metadata":${toJson(customMeta(page))}}\n`),
  };
}

function customMeta(page: Page): Record<string, unknown> {
  return {
    continue: page.continue ?? '',
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
    resourceVersion: String(page.revision),
  };
}

function coreFrame({ definition, apiVersion }: Resource, page: Page) {
  const metadata = listMeta(page);
  return {
    open: Buffer.from(`{"kind":"${definition.kind}List","apiVersion":${JSON.stringify(apiVersion)},"metadata":${toJson(metadata)},"items":[`),
    close: Buffer.from(']}\n'),
  };
}

export function listMeta(page: Page): Record<string, unknown> {
  return {
    resourceVersion: String(page.revision),
    ...(page.continue ? { continue: page.continue } : {}),
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
  };
}
