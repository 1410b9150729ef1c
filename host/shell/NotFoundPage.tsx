import { Button, EmptyState, EmptyStateBody, EmptyStateFooter, PageSection, Spinner } from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { usePluginLoad } from './plugin-load';

/** No page answers this path; while plugins are on their way one still may. */
export const NotFoundPage = () => {
  const { t } = useTranslation('host');
  const { pathname } = useLocation();
  const { settled } = usePluginLoad();
  if (!settled) {
    return (
      <PageSection isFilled>
        <EmptyState icon={Spinner} titleText={t('Loading')} headingLevel="h1" />
      </PageSection>
    );
  }
  return (
    <PageSection isFilled>
      <EmptyState icon={SearchIcon} titleText={t('404: Page not found')} headingLevel="h1">
        <EmptyStateBody>{t('There is no page at {{path}}.', { path: pathname })}</EmptyStateBody>
        <EmptyStateFooter>
          <Button variant="link" component={(props: object) => <Link to="/" {...props} />}>
            {t('Back to the start')}
          </Button>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
};
