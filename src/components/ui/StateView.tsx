import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Skeleton } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureLines } from './failure';
import type { ShownFailure } from './failure';
import { Icon } from './Icon';
import styles from './state-view.module.css';

interface EmptyProps {
  title: string;
  body?: ReactNode;
  icon?: string;
  /** The way forward: buttons or links. */
  actions?: ReactNode;
}

/** Nothing there, or nothing that matches: says which, and the way forward. */
export const EmptyView = ({ title, body, icon = 'empty', actions }: EmptyProps) => (
  <EmptyState titleText={title} headingLevel="h2" icon={() => <Icon name={icon} />}>
    {body !== undefined && <EmptyStateBody>{body}</EmptyStateBody>}
    {actions !== undefined && (
      <EmptyStateFooter>
        <EmptyStateActions>{actions}</EmptyStateActions>
      </EmptyStateFooter>
    )}
  </EmptyState>
);

/** The first load failed: no permission, not found, or another refusal, in the server's words. */
export const FailureView = ({ failure, onRetry }: { failure: ShownFailure; onRetry?: (() => void) | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const titles: Record<number, string> = {
    0: t('The server does not answer'),
    401: t('You are not logged in'),
    403: t('You have no permission to see this'),
    404: t('Not found'),
  };
  return (
    <EmptyView
      icon={failure.code === 403 ? 'lock' : 'danger'}
      title={titles[failure.code] ?? t('The server refused')}
      body={failureLines(failure).map((line) => (
        <p key={line}>{line}</p>
      ))}
      actions={onRetry && <Button onClick={onRetry}>{t('Retry')}</Button>}
    />
  );
};

/** Rows on their way. */
export const LoadingRows = ({ rows = 6 }: { rows?: number }) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <div className={styles.loading} role="status" aria-label={t('Loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height="1.5rem" />
      ))}
    </div>
  );
};

interface StateViewProps {
  loaded: boolean;
  empty: boolean;
  failure?: ShownFailure | undefined;
  onRetry?: (() => void) | undefined;
  /** Shown when loaded and empty. */
  emptyView: ReactNode;
  children: ReactNode;
}

/** The one order of states of a list or a page: failure before anything came, loading, empty, content. */
export const StateView = ({ loaded, empty, failure, onRetry, emptyView, children }: StateViewProps) => {
  if (failure && !loaded) return <FailureView failure={failure} onRetry={onRetry} />;
  if (!loaded) return <LoadingRows />;
  return <>{empty ? emptyView : children}</>;
};
