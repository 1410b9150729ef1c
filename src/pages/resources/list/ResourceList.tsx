import { SearchInput, Switch } from '@patternfly/react-core';
import { useMemo } from 'react';
import type { KubeObject } from '../../../../contracts/objects';
import { ProjectBar, TabTitle } from '../../../console/HostParts';
import { PageHeader } from '../../../components/ui/PageHeader';
import { StaleNotice } from '../../../components/ui/StaleNotice';
import { EmptyView, StateView } from '../../../components/ui/StateView';
import { DataTable } from '../../../components/ui/table/DataTable';
import type { ResourceSpec } from '../resource-spec';
import styles from '../resources.module.css';
import { useTranslate } from '../use-translate';
import { CreateLink } from './CreateLink';
import { FamilyTabs } from './FamilyTabs';
import { ResourceMenu } from './ResourceMenu';
import { columnsOf } from './resource-columns';
import { useListView } from './use-list-view';
import { useResources } from './use-resources';

interface ResourceListProps {
  spec: ResourceSpec;
  namespace: string | undefined;
}

const keyOf = (object: KubeObject): string =>
  object.metadata.uid ?? `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** Live rows of one kind with name filter, further filters and sorting, kept in the URL. */
export const ResourceList = ({ spec, namespace }: ResourceListProps) => {
  const t = useTranslate();
  const { items, loaded, error, staleSince, retry } = useResources(spec, namespace);
  const view = useListView(spec);
  const shown = useMemo(() => items.filter(view.matches), [items, view.matches]);
  const columns = useMemo(() => columnsOf(spec, namespace === undefined, t), [spec, namespace, t]);
  const title = spec.title(t);
  return (
    <>
      <TabTitle>{title}</TabTitle>
      <ProjectBar />
      <div className={styles.page}>
        <PageHeader
          title={title}
          description={spec.description?.(t)}
          actions={<CreateLink spec={spec} namespace={namespace} />}
        />
        <FamilyTabs spec={spec} namespace={namespace} />
        <div className={styles.toolbar}>
          <SearchInput
            className={styles.search}
            data-test="name-filter"
            aria-label={t('Filter by name')}
            placeholder={t('Filter by name')}
            value={view.name}
            onChange={(_event, value) => view.setName(value)}
            onClear={() => view.setName('')}
          />
          {spec.filters?.map((filter) => (
            <Switch
              key={filter.id}
              data-test={`filter-${filter.id}`}
              label={filter.title(t)}
              isChecked={view.filters.has(filter.id)}
              onChange={() => view.toggleFilter(filter.id)}
            />
          ))}
          <span className={styles.count} role="status" data-test="row-count">
            {loaded && t('{{shown}} of {{total}}', { shown: shown.length, total: items.length })}
          </span>
        </div>
        <div className={styles.notices}>
          <StaleNotice since={staleSince} onRetry={retry} />
        </div>
        <StateView
          loaded={loaded}
          empty={shown.length === 0}
          failure={error}
          onRetry={retry}
          emptyView={
            items.length === 0 ? (
              <EmptyView title={t('None here yet')} body={t('As soon as one is created it shows up here.')} />
            ) : (
              <EmptyView icon="search" title={t('Nothing matches')} body={t('Change the name or the filters.')} />
            )
          }
        >
          <DataTable
            label={title}
            columns={columns}
            rows={shown}
            rowKey={keyOf}
            rowLabel={(object) => object.metadata.name}
            sort={view.sort}
            menu={(object) => <ResourceMenu spec={spec} object={object} />}
          />
        </StateView>
      </div>
    </>
  );
};
