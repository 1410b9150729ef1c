import type { KindDefinition, PrinterColumn, VersionDefinition } from './definition';

/** name, type, JSONPath or function, priority (0 when left out). The Name column is added by the table unless a row names it. */
export type ColumnRow = readonly [name: string, type: string, path: PrinterColumn['path'], priority?: number];

interface VersionRow {
  name: string;
  storage?: boolean;
  served?: boolean;
  /** True for the server's own sentence, or the definition's. */
  deprecated?: boolean | string;
}

export interface KindRow {
  kind: string;
  plural: string;
  /** The kind in lower case unless said. */
  singular?: string;
  short?: string[];
  all?: boolean;
  /** Namespaced unless said. */
  cluster?: boolean;
  versions?: (string | VersionRow)[];
  columns?: readonly ColumnRow[];
  status?: boolean;
  scale?: VersionDefinition['scale'];
  selectableFields?: string[];
  verbs?: string[];
}

export const AGE: ColumnRow = ['Age', 'date', '.metadata.creationTimestamp'];
export const REPLICAS_SCALE = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
  labelSelectorPath: '.status.labelSelector',
};

function toColumn([name, type, path, priority = 0]: ColumnRow): PrinterColumn {
  const column: PrinterColumn = { name, type, path, priority };
  if (typeof path === 'string') column.description = `Custom resource definition column (in JSONPath format): ${path}`;
  return column;
}

function toVersion(row: KindRow, version: string | VersionRow, single: boolean): VersionDefinition {
  const given = typeof version === 'string' ? { name: version } : version;
  const out: VersionDefinition = {
    name: given.name,
    served: given.served ?? true,
    storage: given.storage ?? single,
    status: row.status ?? false,
  };
  if (given.deprecated) out.deprecated = true;
  if (typeof given.deprecated === 'string') out.deprecationWarning = given.deprecated;
  if (row.columns) out.columns = row.columns.map(toColumn);
  if (row.scale) out.scale = row.scale;
  if (row.selectableFields) out.selectableFields = row.selectableFields;
  return out;
}

/** The kinds of one group; `defaults` are the versions of rows that name none. */
export function kindsOf(
  group: string,
  origin: KindDefinition['origin'],
  defaults: (string | VersionRow)[],
  rows: KindRow[],
): KindDefinition[] {
  return rows.map((row) => {
    const versions = row.versions ?? defaults;
    return {
      group,
      kind: row.kind,
      plural: row.plural,
      singular: row.singular ?? row.kind.toLowerCase(),
      ...(row.short ? { shortNames: row.short } : {}),
      ...(row.all ? { categories: ['all'] } : {}),
      namespaced: !row.cluster,
      origin,
      versions: versions.map((version) => toVersion(row, version, versions.length === 1)),
      ...(row.verbs ? { verbs: row.verbs } : {}),
    };
  });
}
