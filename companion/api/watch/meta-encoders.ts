import type { Clock } from '../../lib/clock';
import type { Resource } from '../registry';
import type { IncludeObject } from '../table/table';
import { partial, tablePrinter } from '../table/table';
import { encodeEvent } from './event-encoder';
import type { EventEncoder } from './event-encoder';

const INITIAL_END = { annotations: { 'k8s.io/initial-events-end': 'true' } };

/** Only the metadata of each object. */
export function partialEncoder(metaVersion: string): EventEncoder {
  const object = (metadata: object) => ({ kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${metaVersion}`, metadata });
  return {
    object: (type, record) => encodeEvent(type, partial(record.object, metaVersion)),
    bookmark: (revision, initialEnd) => encodeEvent('BOOKMARK', object({ resourceVersion: String(revision), ...(initialEnd ? INITIAL_END : {}) })),
    error: (status) => encodeEvent('ERROR', status),
  };
}

/** Each event a table of one row; only the first of the stream says what the columns are. */
export function tableEncoder(resource: Resource, include: IncludeObject, metaVersion: string, clock: Clock): EventEncoder {
  const printer = tablePrinter(resource);
  let first = true;
  const table = (revision: string, row: object) => {
    const columnDefinitions = first ? printer.columns : null;
    first = false;
    return { kind: 'Table', apiVersion: `meta.k8s.io/${metaVersion}`, metadata: { resourceVersion: revision }, columnDefinitions, rows: [row] };
  };
  const emptyCells = printer.columns.map((column) => (column.type === 'string' ? '' : null));
  return {
    object: (type, record) => encodeEvent(type, table(String(record.revision), printer.row(record, clock.now(), include))),
    bookmark: (revision, initialEnd) => {
      const metadata = { resourceVersion: String(revision), ...(initialEnd ? INITIAL_END : {}) };
      const object = { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${metaVersion}`, metadata };
      return encodeEvent('BOOKMARK', table(String(revision), { cells: emptyCells, object }));
    },
    error: (status) => encodeEvent('ERROR', status),
  };
}
