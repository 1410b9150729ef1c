import { useLocation } from 'react-router';
import { EmptyView } from '../../components/ui/StateView';
import { parseResourcePath } from '../../domain/resources/path';
import { VirtdeckPage } from '../../shell/VirtdeckPage';
import { ResourceCreate } from './create/ResourceCreate';
import { specOf } from './registry';
import { useTranslate } from './use-translate';

/** Creates an object of any kind in the registry from its manifest. */
export const ResourceCreatePage = () => {
  const t = useTranslate();
  const { pathname } = useLocation();
  const place = parseResourcePath(pathname);
  const spec = place && specOf(place.page);
  return (
    <VirtdeckPage>
      {spec?.sample ? (
        <ResourceCreate spec={spec} namespace={place?.namespace} />
      ) : (
        <EmptyView icon="question" title={t('There is no such page')} body={pathname} />
      )}
    </VirtdeckPage>
  );
};

export default ResourceCreatePage;
