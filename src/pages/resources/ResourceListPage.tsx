import { useLocation } from 'react-router';
import { EmptyView } from '../../components/ui/StateView';
import { parseResourcePath } from '../../domain/resources/path';
import { VirtdeckPage } from '../../shell/VirtdeckPage';
import { ResourceList } from './list/ResourceList';
import { specOf } from './registry';
import { useTranslate } from './use-translate';

/** The list of any kind in the registry; the URL says which, and where. */
export const ResourceListPage = () => {
  const t = useTranslate();
  const { pathname } = useLocation();
  const place = parseResourcePath(pathname);
  const spec = place && specOf(place.page);
  return (
    <VirtdeckPage>
      {place && spec ? (
        <ResourceList key={spec.page} spec={spec} namespace={place.namespace} />
      ) : (
        <EmptyView icon="question" title={t('There is no such page')} body={pathname} />
      )}
    </VirtdeckPage>
  );
};

export default ResourceListPage;
