import { NotificationDrawer, NotificationDrawerBody, NotificationDrawerHeader } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../Loading';

const QuickStarts = lazy(async () => ({ default: (await import('./QuickStarts')).QuickStarts }));

interface HelpPanelProps {
  isOpen: boolean;
  onClose: () => void;
}

/** The panel beside the page with guided tours; its code and its data are fetched when it opens. */
export const HelpPanel = ({ isOpen, onClose }: HelpPanelProps) => {
  const { t } = useTranslation('host');
  return (
    <NotificationDrawer aria-label={t('Quick starts')}>
      <NotificationDrawerHeader title={t('Quick starts')} count={0} customText="" onClose={onClose} closeButtonAriaLabel={t('Close')} />
      <NotificationDrawerBody>
        {isOpen && (
          <Suspense fallback={<Loading />}>
            <QuickStarts />
          </Suspense>
        )}
      </NotificationDrawerBody>
    </NotificationDrawer>
  );
};
