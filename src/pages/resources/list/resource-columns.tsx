import { Link } from 'react-router';
import { consoleReference } from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import type { Column } from '../../../components/ui/table/types';
import { objectPath } from '../../../domain/resources/path';
import type { ResourceSpec, Translate } from '../resource-spec';
import { When } from './When';

/** Where an object of a list has its page; undefined where the console has none for it. */
export function pathOf(spec: ResourceSpec, object: KubeObject, tab = ''): string | undefined {
  if (object.kind !== spec.kind.kind) return undefined;
  // A page that joins kinds has no pages of its own below it.
  const page = spec.also ? consoleReference(spec.kind) : spec.page;
  return objectPath(page, object.metadata.name, object.metadata.namespace, tab);
}

/** The columns of a list: name, namespace where several are shown, those of the kind, and age. */
export function columnsOf(spec: ResourceSpec, allNamespaces: boolean, t: Translate): Column<KubeObject>[] {
  const name: Column<KubeObject> = {
    id: 'name',
    title: t('Name'),
    width: 200,
    grow: 2,
    sort: (object) => object.metadata.name,
    cell: (object) => {
      const path = pathOf(spec, object);
      return path === undefined ? object.metadata.name : <Link to={path}>{object.metadata.name}</Link>;
    },
  };
  const namespace: Column<KubeObject> = {
    id: 'namespace',
    title: t('Namespace'),
    width: 140,
    sort: (object) => object.metadata.namespace ?? '',
    cell: (object) => object.metadata.namespace,
  };
  const created: Column<KubeObject> = {
    id: 'created',
    title: t('Created'),
    width: 180,
    sort: (object) => object.metadata.creationTimestamp ?? '',
    cell: (object) => <When time={object.metadata.creationTimestamp} />,
  };
  const own = spec.columns.map(({ id, title, cell, sort, width }): Column<KubeObject> => ({
    id,
    title: title(t),
    cell: (object) => cell(object, t),
    ...(sort && { sort }),
    ...(width !== undefined && { width }),
  }));
  return [name, ...(spec.kind.namespaced && allNamespaces ? [namespace] : []), ...own, created];
}
