import { Link } from 'react-router';
import { DataImportCronKind, DataSourceKind, PersistentVolumeClaimKind, consoleReference } from '../../../../contracts/kinds';
import { ImageNamespaces, Labels } from '../../../../contracts/labels';
import type { KubeObject } from '../../../../contracts/objects';
import { StatusLabel } from '../../../components/ui/StatusLabel';
import { at, count, text } from '../../../domain/read';
import { conditionOf, importSourceOf, readinessOf, sourceOf } from '../../../domain/resources/facts';
import { objectPath } from '../../../domain/resources/path';
import type { AnyKind } from '../../../k8s/types';
import { When } from '../list/When';
import type { ResourceColumn, ResourceFact, ResourceSpec, Translate } from '../resource-spec';

const CRON_LABEL = 'cdi.kubevirt.io/dataImportCron';

const labelOf = (object: KubeObject, label: string): string => object.metadata.labels?.[label] ?? '';

function Ready(object: KubeObject, t: Translate) {
  if (object.kind === 'PersistentVolumeClaim') {
    const isBound = text(object, 'status', 'phase') === 'Bound';
    return (
      <StatusLabel tone={isBound ? 'success' : 'info'} icon={isBound ? 'check' : 'pending'}>
        {text(object, 'status', 'phase')}
      </StatusLabel>
    );
  }
  const { ready, reason } = readinessOf(object);
  if (ready)
    return (
      <StatusLabel tone="success" icon="check">
        {t('Ready')}
      </StatusLabel>
    );
  return (
    <StatusLabel tone="warning" icon="warning">
      {reason || t('Not ready')}
    </StatusLabel>
  );
}

const readyColumn: ResourceColumn = {
  id: 'ready',
  title: (t) => t('Status'),
  cell: Ready,
  sort: (object) => (readinessOf(object).ready ? 0 : 1),
  width: 150,
};
const sourceColumn: ResourceColumn = { id: 'source', title: (t) => t('Source'), cell: sourceOf, sort: sourceOf, width: 200 };
const cronColumn: ResourceColumn = {
  id: 'cron',
  title: (t) => t('Auto update'),
  cell: cronLink,
  sort: (object) => labelOf(object, CRON_LABEL),
};

/** The object of that name beside this one, as a link to its page. */
function linkTo(kind: AnyKind, name: string, object: KubeObject) {
  return name === '' ? null : <Link to={objectPath(consoleReference(kind), name, object.metadata.namespace)}>{name}</Link>;
}

function cronLink(object: KubeObject) {
  return linkTo(DataImportCronKind, labelOf(object, CRON_LABEL), object);
}

const sourceFacts: readonly ResourceFact[] = [
  { id: 'ready', title: (t) => t('Status'), value: Ready },
  { id: 'message', title: (t) => t('Message'), value: (object) => readinessOf(object).message },
  { id: 'source', title: (t) => t('Source'), value: sourceOf },
  { id: 'cron', title: (t) => t('Auto update'), value: cronLink },
  {
    id: 'instancetype',
    title: (t) => t('Default instance type'),
    value: (object) => labelOf(object, Labels.defaultInstancetype),
  },
  { id: 'preference', title: (t) => t('Default preference'), value: (object) => labelOf(object, Labels.defaultPreference) },
];

/** DataSources: names for the newest image of something. */
export const dataSources: ResourceSpec = {
  page: 'cdi.kubevirt.io~v1beta1~DataSource',
  kind: DataSourceKind,
  family: 'boot-sources',
  sharedFrom: ImageNamespaces,
  title: (t) => t('DataSources'),
  one: (t) => t('DataSource'),
  columns: [readyColumn, sourceColumn, cronColumn],
  filters: [
    { id: 'cron', title: (t) => t('With automatic updates'), matches: (object) => labelOf(object, CRON_LABEL) !== '' },
    { id: 'ready', title: (t) => t('Ready'), matches: (object) => readinessOf(object).ready },
  ],
  facts: sourceFacts,
  deleteWarning: (object, t) =>
    labelOf(object, CRON_LABEL) === ''
      ? undefined
      : t('The import cron {{name}} makes it again as long as it exists.', { name: labelOf(object, CRON_LABEL) }),
  sample: (namespace) => ({
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataSource',
    metadata: { name: 'my-source', namespace },
    spec: { source: { pvc: { name: 'my-volume', namespace } } },
  }),
};

const scheduleOf = (object: KubeObject): string => text(object, 'spec', 'schedule');
const managedOf = (object: KubeObject): string => text(object, 'spec', 'managedDataSource');
const managedLink = (object: KubeObject) => linkTo(DataSourceKind, managedOf(object), object);

function UpToDate(object: KubeObject, t: Translate) {
  const condition = conditionOf(object, 'UpToDate');
  if (condition?.status === 'True')
    return (
      <StatusLabel tone="success" icon="check">
        {t('Up to date')}
      </StatusLabel>
    );
  return (
    <StatusLabel tone="info" icon="pending">
      {condition?.reason || t('Waiting')}
    </StatusLabel>
  );
}

/** DataImportCrons: what keeps a DataSource new. */
export const dataImportCrons: ResourceSpec = {
  page: 'cdi.kubevirt.io~v1beta1~DataImportCron',
  kind: DataImportCronKind,
  family: 'boot-sources',
  sharedFrom: ImageNamespaces,
  title: (t) => t('Import crons'),
  one: (t) => t('import cron'),
  columns: [
    {
      id: 'status',
      title: (t) => t('Status'),
      cell: UpToDate,
      sort: (object) => conditionOf(object, 'UpToDate')?.status ?? '',
      width: 150,
    },
    { id: 'managed', title: (t) => t('DataSource'), cell: managedLink, sort: managedOf },
    { id: 'schedule', title: (t) => t('Schedule'), cell: scheduleOf, sort: scheduleOf },
    {
      id: 'last',
      title: (t) => t('Last import'),
      cell: (object) => <When time={text(object, 'status', 'lastImportTimestamp')} />,
      sort: (object) => text(object, 'status', 'lastImportTimestamp'),
      width: 180,
    },
  ],
  facts: [
    { id: 'status', title: (t) => t('Status'), value: UpToDate },
    { id: 'managed', title: (t) => t('DataSource'), value: managedLink },
    { id: 'url', title: (t) => t('Image'), value: importSourceOf },
    { id: 'schedule', title: (t) => t('Schedule'), value: scheduleOf },
    { id: 'keep', title: (t) => t('Revisions kept'), value: (object) => String(count(object, 'spec', 'importsToKeep') || 3) },
    {
      id: 'last',
      title: (t) => t('Last import'),
      value: (object) => <When time={text(object, 'status', 'lastImportTimestamp')} />,
    },
    {
      id: 'checked',
      title: (t) => t('Last check'),
      value: (object) => <When time={text(object, 'status', 'lastExecutionTimestamp')} />,
    },
    { id: 'volume', title: (t) => t('Newest volume'), value: (object) => text(object, 'status', 'lastImportedPVC', 'name') },
  ],
  deleteWarning: (object, t) =>
    text(object, 'spec', 'retentionPolicy') === 'None'
      ? t('The DataSource and the imported volumes are deleted with it.')
      : undefined,
  sample: (namespace) => ({
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataImportCron',
    metadata: { name: 'my-source-import-cron', namespace },
    spec: {
      managedDataSource: 'my-source',
      schedule: '0 0 * * 2',
      importsToKeep: 3,
      garbageCollect: 'Outdated',
      template: {
        spec: {
          source: { registry: { url: 'docker://quay.io/containerdisks/fedora:latest' } },
          storage: { resources: { requests: { storage: '10Gi' } } },
        },
      },
    },
  }),
};

const preferenceOf = (object: KubeObject): string => labelOf(object, Labels.defaultPreference);

/** Volumes a machine can boot from: DataSources, and claims that carry a default preference. */
export const bootableVolumes: ResourceSpec = {
  page: 'bootablevolumes',
  kind: DataSourceKind,
  also: { kind: PersistentVolumeClaimKind, labelSelector: Labels.defaultPreference },
  family: 'boot-sources',
  sharedFrom: ImageNamespaces,
  title: (t) => t('Bootable volumes'),
  one: (t) => t('DataSource'),
  columns: [
    { id: 'kind', title: (t) => t('Kind'), cell: (object) => object.kind, sort: (object) => object.kind, width: 160 },
    readyColumn,
    { id: 'preference', title: (t) => t('Preference'), cell: preferenceOf, sort: preferenceOf },
    {
      id: 'architecture',
      title: (t) => t('Architecture'),
      cell: (object) => labelOf(object, 'template.kubevirt.io/architecture'),
      sort: (object) => labelOf(object, 'template.kubevirt.io/architecture'),
    },
    {
      id: 'description',
      title: (t) => t('Description'),
      cell: (object) => text(object, 'metadata', 'annotations', 'description'),
    },
  ],
  filters: [
    { id: 'ready', title: (t) => t('Ready'), matches: (object) => object.kind !== 'DataSource' || readinessOf(object).ready },
  ],
  facts: [
    ...sourceFacts,
    {
      id: 'size',
      title: (t) => t('Size'),
      value: (object) => String(at(object, 'spec', 'resources', 'requests', 'storage') ?? ''),
    },
  ],
  sample: (namespace) =>
    dataSources.sample?.(namespace) ?? { apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataSource', metadata: { name: '' } },
};
