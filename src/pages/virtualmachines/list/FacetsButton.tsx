import { Badge, Button, Popover } from '@patternfly/react-core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingRows } from '../../../components/ui/StateView';
import { Icon } from '../../../components/ui/Icon';
import type { VmRow } from '../../../domain/inventory/row';
import type { Query } from '../../../domain/search/types';

const FacetsPanel = lazy(() => import(/* webpackChunkName: "list-facets" */ './FacetsPanel'));

interface FacetsButtonProps {
  query: Query;
  onQuery(query: Query): void;
  rows(): Iterable<VmRow>;
}

/** Opens the facets: the same query as in the search field, by choosing instead of typing. */
export const FacetsButton = ({ query, onQuery, rows }: FacetsButtonProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <Popover
      aria-label={t('Filters')}
      minWidth="min(42rem, 95vw)"
      maxWidth="95vw"
      position="bottom"
      showClose={false}
      bodyContent={
        <Suspense fallback={<LoadingRows rows={3} />}>
          <FacetsPanel query={query} onQuery={onQuery} rows={rows} />
        </Suspense>
      }
    >
      <Button variant="control" icon={<Icon name="filter" />} data-test="filters">
        {t('Filters')} {query.clauses.length > 0 && <Badge isRead>{query.clauses.length}</Badge>}
      </Button>
    </Popover>
  );
};
