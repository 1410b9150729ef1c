import {
  Button,
  CodeBlock,
  CodeBlockCode,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  ExpandableSection,
  PageSection,
} from '@patternfly/react-core';
import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { useTranslation } from 'react-i18next';

interface ErrorPageProps {
  error: Error;
  onRetry: () => void;
}

/** A page that broke: the error's own words, its trace on demand, and a way to try again. */
export const ErrorPage = ({ error, onRetry }: ErrorPageProps) => {
  const { t } = useTranslation('host');
  return (
    <PageSection isFilled>
      <EmptyState status="danger" icon={ExclamationCircleIcon} titleText={t('This page failed')} headingLevel="h1">
        <EmptyStateBody>{error.message}</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button onClick={onRetry}>{t('Try again')}</Button>
            <Button variant="secondary" onClick={() => window.location.reload()}>
              {t('Reload')}
            </Button>
          </EmptyStateActions>
          <ExpandableSection toggleText={t('Details')}>
            <CodeBlock>
              <CodeBlockCode>{error.stack}</CodeBlockCode>
            </CodeBlock>
          </ExpandableSection>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
};
