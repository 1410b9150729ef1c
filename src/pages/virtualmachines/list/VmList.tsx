import { Suspense, lazy, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../components/ui/PageHeader';
import { useWidth } from '../../../components/ui/use-width';
import { useInventoryState } from '../../../k8s/inventory/use-inventory';
import { CreateButton } from './CreateButton';
import { BulkBar } from './BulkBar';
import { ListBody } from './ListBody';
import { ListNotices } from './ListNotices';
import { ListToolbar } from './ListToolbar';
import { QueryLine } from './QueryLine';
import styles from './list.module.css';
import { useListModel, useMatchingRows } from './use-list-model';

const TreePanel = lazy(() => import(/* webpackChunkName: "list-tree" */ './tree/TreePanel'));
const PeekPanel = lazy(() => import(/* webpackChunkName: "list-peek" */ './peek/PeekPanel'));

/** The page where machines are found, watched and acted on. */
export const VmList = ({ namespace }: { namespace: string | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const model = useListModel(namespace);
  const [page, width] = useWidth();
  const [main, mainWidth] = useWidth();
  const narrow = width < 760;
  const { store, query, url, preferences } = model;
  const rows = useMatchingRows(model);
  const state = useInventoryState(store);
  const { change } = url;
  const closePeek = useCallback(() => change({ peek: '' }), [change]);
  // Three columns need room: beside an open panel the tree gives way first.
  const tree = preferences.tree && width >= (url.peek === '' ? 760 : 1200);
  return (
    <div ref={page} className={styles.page}>
      <PageHeader title={t('VirtualMachines')} actions={<CreateButton namespace={namespace} />} />
      <div className={styles.content}>
        {tree && (
          <Suspense fallback={<div style={{ width: preferences.treeWidth }} />}>
            <TreePanel model={model} namespace={namespace} />
          </Suspense>
        )}
        <div ref={main} className={styles.main}>
          <ListToolbar
            model={model}
            narrow={narrow}
            shown={rows.length}
            all={state.complete ? store.rows.size : state.read + state.remaining}
            complete={state.complete}
          />
          <QueryLine query={query} hidden={store.rows.size - rows.length} onQuery={query.setQuery} />
          <ListNotices state={state} ignored={url.ignored} metrics={model.metrics} onRetry={store.retry} />
          {model.selected.size > 0 && <BulkBar keys={model.selected} rows={store.rows} matching={rows} onKeys={model.setSelected} />}
          <ListBody model={model} rows={rows} state={state} namespace={namespace} narrow={narrow} width={mainWidth} />
        </div>
        {url.peek !== '' && (
          <Suspense fallback={null}>
            <PeekPanel key={url.peek} rowKey={url.peek} store={store} onClose={closePeek} />
          </Suspense>
        )}
      </div>
    </div>
  );
};
