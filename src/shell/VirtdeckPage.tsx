import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '../components/ui/ErrorBoundary';
import { DialogHost } from '../dialogs/DialogHost';
import { queryClient } from '../k8s/query-client';
import { TaskButton } from './TaskButton';
import { ToastList } from './ToastList';
import { useUnkeptToast } from './use-unkept-toast';
import styles from './virtdeck-page.module.css';

/** The frame of every page: what all pages need is mounted here once, and a page that fails says so. */
export const VirtdeckPage = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation('plugin__virtdeck');
  useUnkeptToast();
  return (
    <QueryClientProvider client={queryClient}>
      <div className={styles.page}>
        <ErrorBoundary title={t('This page could not be shown')} retryLabel={t('Try again')}>
          {children}
        </ErrorBoundary>
      </div>
      <DialogHost />
      <TaskButton />
      <ToastList />
    </QueryClientProvider>
  );
};
