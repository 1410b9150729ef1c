import type { JsonSchema, KindDefinition, PrinterColumn, VersionDefinition } from '../../kinds/definition';
import { at, isFields, items, strings, text } from '../../kinds/read';
import { schemaOf } from '../schema/process';

export const PRESERVE: JsonSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** A schema as a CustomResourceDefinition carries it: whatever is an object is read as one. */
export function readSchema(value: unknown): JsonSchema {
  return isFields(value) ? value : PRESERVE;
}

function readColumns(version: unknown): PrinterColumn[] {
  return items(version, 'additionalPrinterColumns').map((column) => ({
    name: text(column, 'name'),
    type: text(column, 'type'),
    path: text(column, 'jsonPath'),
    description: text(column, 'description') || `Custom resource definition column (in JSONPath format): ${text(column, 'jsonPath')}`,
    ...(column.format === undefined ? {} : { format: text(column, 'format') }),
    priority: typeof column.priority === 'number' ? column.priority : 0,
  }));
}

function readVersion(version: unknown): VersionDefinition {
  const columns = readColumns(version);
  const scale = at(version, 'subresources', 'scale');
  const selectable = items(version, 'selectableFields').map((field) => text(field, 'jsonPath'));
  const warning = text(version, 'deprecationWarning');
  return {
    name: text(version, 'name'),
    served: at(version, 'served') === true,
    storage: at(version, 'storage') === true,
    status: at(version, 'subresources', 'status') !== undefined,
    schema: readSchema(at(version, 'schema', 'openAPIV3Schema')),
    ...(at(version, 'deprecated') === true ? { deprecated: true } : {}),
    ...(warning ? { deprecationWarning: warning } : {}),
    ...(columns.length > 0 ? { columns } : {}),
    ...(selectable.length > 0 ? { selectableFields: selectable } : {}),
    ...(isFields(scale) ? { scale: readScale(scale) } : {}),
  };
}

function readScale(scale: unknown): NonNullable<VersionDefinition['scale']> {
  const labelSelectorPath = text(scale, 'labelSelectorPath');
  return {
    specReplicasPath: text(scale, 'specReplicasPath'),
    statusReplicasPath: text(scale, 'statusReplicasPath'),
    ...(labelSelectorPath ? { labelSelectorPath } : {}),
  };
}

/** The kind a CustomResourceDefinition defines. */
export function toKindDefinition(crd: unknown): KindDefinition {
  const names = at(crd, 'spec', 'names');
  const kind = text(names, 'kind');
  const shortNames = strings(names, 'shortNames');
  const categories = strings(names, 'categories');
  return {
    group: text(crd, 'spec', 'group'),
    kind,
    plural: text(names, 'plural'),
    singular: text(names, 'singular') || kind.toLowerCase(),
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    namespaced: text(crd, 'spec', 'scope') === 'Namespaced',
    origin: 'crd',
    versions: items(crd, 'spec', 'versions').map(readVersion),
  };
}

function versionObject(version: VersionDefinition): object {
  const { name, served, storage, deprecated, deprecationWarning, columns, status, scale, selectableFields } = version;
  const subresources = { ...(scale ? { scale } : {}), ...(status ? { status: {} } : {}) };
  return {
    ...(columns
      ? {
          additionalPrinterColumns: columns.map(({ name, type, path, format, priority }) => ({
            jsonPath: typeof path === 'string' ? path : '',
            name,
            type,
            ...(format ? { format } : {}),
            ...(priority ? { priority } : {}),
          })),
        }
      : {}),
    ...(deprecated ? { deprecated } : {}),
    ...(deprecationWarning ? { deprecationWarning } : {}),
    name,
    schema: { openAPIV3Schema: schemaOf(version) ?? PRESERVE },
    ...(selectableFields ? { selectableFields: selectableFields.map((jsonPath) => ({ jsonPath })) } : {}),
    served,
    storage,
    ...(Object.keys(subresources).length > 0 ? { subresources } : {}),
  };
}

/** The `spec` a built-in kind has as a CustomResourceDefinition. */
export function specOfKind(definition: KindDefinition): object {
  const { group, kind, plural, singular, shortNames, categories, namespaced, versions } = definition;
  return {
    conversion: { strategy: 'None' },
    group,
    names: { ...(categories ? { categories } : {}), kind, listKind: `${kind}List`, plural, ...(shortNames ? { shortNames } : {}), singular },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    versions: versions.map(versionObject),
  };
}
