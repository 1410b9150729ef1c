import type { UnknownObject } from '../../../contracts/objects';
import { badRequest } from '../../lib/api-error';
import type { PrinterColumn } from '../../kinds/definition';
import { ageOf } from '../../kinds/human-duration';
import type { StoredRecord } from '../../store/record';
import type { Resource } from '../registry';
import { compilePath } from './json-path';

export type IncludeObject = 'Metadata' | 'Object' | 'None';

export interface ColumnDefinition {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}

export interface Row {
  cells: unknown[];
  object?: unknown;
}

const NAME_COLUMN: ColumnDefinition = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  priority: 0,
};
const AGE: PrinterColumn = {
  name: 'Age',
  type: 'date',
  description: 'Custom resource definition column (in JSONPath format): .metadata.creationTimestamp',
  path: '.metadata.creationTimestamp',
};
const AGE_BUILT_IN: PrinterColumn = {
  ...AGE,
  type: 'string',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.',
  path: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};

/** What a definition without columns gets. */
const AGE_UNDECLARED: PrinterColumn = {
  ...AGE,
  description: `${AGE_BUILT_IN.description ?? ''}\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata`,
};

/** How objects of a resource become rows. */
export interface TablePrinter {
  columns: ColumnDefinition[];
  row(record: StoredRecord, now: number, include: IncludeObject): Row;
}

const printers = new WeakMap<object, TablePrinter>();

/** The printer of a resource's version, kept as long as the definition lives. */
export function tablePrinter(resource: Resource): TablePrinter {
  let printer = printers.get(resource.version);
  if (!printer) printers.set(resource.version, (printer = createPrinter(resource)));
  return printer;
}

function createPrinter(resource: Resource): TablePrinter {
  const { definition, version } = resource;
  const declared = version.columns ?? [definition.origin === 'crd' ? AGE_UNDECLARED : AGE_BUILT_IN];
  const named = declared.some((column) => column.name === 'Name');
  const cells = declared.map(cellReader);
  return {
    columns: [...(named ? [] : [NAME_COLUMN]), ...declared.map(columnDefinition)],
    row: (record, now, include) => {
      const { object } = record;
      const values = cells.map((cell) => cell(object, now));
      const row: Row = { cells: named ? values : [object.metadata.name, ...values], object: null };
      if (include === 'Object') row.object = { ...object, apiVersion: resource.apiVersion };
      if (include === 'Metadata') row.object = partial(object, 'v1');
      return row;
    },
  };
}

/** `includeObject` of the query. */
export function includeObject(query: URLSearchParams): IncludeObject {
  const value = query.get('includeObject') ?? '';
  if (value === '') return 'Metadata';
  if (value === 'Metadata' || value === 'Object' || value === 'None') return value;
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(value)}: must be 'Metadata', 'Object', 'None', or empty`,
  );
}

/** Only the metadata of an object. */
export function partial({ metadata }: UnknownObject, metaVersion: string) {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${metaVersion}`, metadata };
}

function columnDefinition({ name, type, format = '', description = '', priority = 0 }: PrinterColumn): ColumnDefinition {
  return { name, type, format: name === 'Name' && !format ? 'name' : format, description, priority };
}

type CellReader = (object: UnknownObject, now: number) => unknown;

function cellReader({ path, type }: PrinterColumn): CellReader {
  if (typeof path === 'function') return (object, now) => path(object, now) ?? null;
  const find = compilePath(path);
  return (object, now) => cellOf(type, find(object), now);
}

/** A cell of a custom resource's column: strings are printed, other types have to fit. */
function cellOf(type: string, found: unknown[], now: number): unknown {
  const [value] = found;
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'date':
      return typeof value === 'string' ? ageOf(value, now) : null;
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default:
      return found.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(' ');
  }
}
