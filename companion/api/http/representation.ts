import type { Clock } from '../../lib/clock';
import { toJson } from '../../store/canonical';
import type { StoredRecord } from '../../store/record';
import { listMeta, objectJson, partialJson, renderIndented, renderList } from '../list/render';
import type { Page } from '../list/page';
import { goObjectType } from '../internal-types';
import type { Resource } from '../registry';
import { includeObject, partial, tablePrinter } from '../table/table';
import type { IncludeObject } from '../table/table';
import type { Exchange } from './exchange';
import { wantsPretty } from './exchange';
import { ApiError } from '../../lib/api-error';
import { sendBytes, sendJson, sendParts, sendValue } from './respond';

/** Rows that are printed before other requests get a turn. */
const SLICE = 500;

/** Answers with one object in the form the client asked for. */
export async function sendRecord(exchange: Exchange, clock: Clock, code: number, resource: Resource, record: StoredRecord): Promise<void> {
  const { as, metaVersion = 'v1' } = exchange.media;
  if (as === 'PartialObjectMetadata') return sendValue(exchange, code, partial(record.object, metaVersion));
  if (as === 'PartialObjectMetadataList') throw wrongPartial('PartialObjectMetadataList', `the requested object is not a list (${goObjectType(resource.definition, false)})`);
  if (as === 'Table') {
    const page = { records: [record], revision: record.revision };
    return sendTable(exchange, clock, resource, page);
  }
  return sendJson(exchange, code, objectJson(resource, record));
}

/** Answers with a list in the form the client asked for. */
export async function sendPage(exchange: Exchange, clock: Clock, resource: Resource, page: Page): Promise<void> {
  const { as, metaVersion = 'v1', format } = exchange.media;
  if (as === 'Table') return sendTable(exchange, clock, resource, page);
  if (as === 'PartialObjectMetadata') {
    throw wrongPartial('PartialObjectMetadata', `the requested object is a list (${goObjectType(resource.definition, true)})`);
  }
  if (as === 'PartialObjectMetadataList') return sendPartials(exchange, metaVersion, page);
  const { parts, size } = renderList(resource, page);
  if (format === 'yaml') return sendJson(exchange, 200, Buffer.concat([...parts]));
  if (wantsPretty(exchange)) return sendParts(exchange, 'application/json', renderIndented(resource, page), { atLeast: size });
  return sendParts(exchange, 'application/json', parts, { exactly: size });
}

async function sendTable(exchange: Exchange, clock: Clock, resource: Resource, page: Page): Promise<void> {
  const include = includeObject(exchange.query);
  const printer = tablePrinter(resource);
  const now = clock.now();
  const table = {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${exchange.media.metaVersion ?? 'v1'}`,
    metadata: listMeta(page),
    columnDefinitions: printer.columns,
    rows: [] as unknown[],
  };
  if (exchange.media.format === 'yaml' || wantsPretty(exchange)) {
    return sendValue(exchange, 200, { ...table, rows: page.records.map((record) => printer.row(record, now, include)) });
  }
  const pieces: string[] = [];
  for (const [index, record] of page.records.entries()) {
    pieces.push(rowJson(resource, record, toJson(printer.row(record, now, 'None')), include));
    if (index % SLICE === SLICE - 1) await nextTurn();
  }
  const open = toJson(table).slice(0, -2);
  return sendBytes(exchange, 200, 'application/json', Buffer.from(`${open}${pieces.join(',')}]}\n`));
}

/** A row with its object, of which nothing is printed anew: its JSON is there. */
function rowJson(resource: Resource, record: StoredRecord, row: string, include: IncludeObject): string {
  if (include === 'None') return row;
  const object = include === 'Object' ? objectJson(resource, record).toString('utf8') : partialJson(record, 'v1');
  return `${row.slice(0, -1)},"object":${object}}`;
}

async function sendPartials(exchange: Exchange, metaVersion: string, page: Page): Promise<void> {
  const list = { kind: 'PartialObjectMetadataList', apiVersion: `meta.k8s.io/${metaVersion}`, metadata: listMeta(page), items: [] as unknown[] };
  const pieces: string[] = [];
  for (const [index, record] of page.records.entries()) {
    pieces.push(partialJson(record, metaVersion));
    if (index % SLICE === SLICE - 1) await nextTurn();
  }
  const json = Buffer.from(`${toJson(list).slice(0, -2)}${pieces.join(',')}]}\n`);
  return sendJson(exchange, 200, json);
}

function wrongPartial(asked: string, why: string): ApiError {
  return new ApiError(406, 'NotAcceptable', `you requested ${asked}, but ${why}`);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
