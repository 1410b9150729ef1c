import { useLocation } from 'react-router';
import { EmptyView } from '../../components/ui/StateView';
import { parseResourcePath } from '../../domain/resources/path';
import { VirtdeckPage } from '../../shell/VirtdeckPage';
import { ResourceDetails } from './details/ResourceDetails';
import { specOf } from './registry';
import { useTranslate } from './use-translate';

/** The page of one object of any kind in the registry. */
export const ResourceDetailsPage = () => {
  const t = useTranslate();
  const { pathname } = useLocation();
  const place = parseResourcePath(pathname);
  const spec = place && specOf(place.page);
  return (
    <VirtdeckPage>
      {place?.name !== undefined && spec ? (
        <ResourceDetails key={place.name} spec={spec} name={place.name} namespace={place.namespace} tab={place.tab} />
      ) : (
        <EmptyView icon="question" title={t('There is no such page')} body={pathname} />
      )}
    </VirtdeckPage>
  );
};

export default ResourceDetailsPage;
