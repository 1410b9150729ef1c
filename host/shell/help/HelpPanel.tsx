import { DrawerActions, DrawerCloseButton, DrawerHead, DrawerPanelBody, Title } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../Loading';
import styles from './HelpPanel.module.css';

const QuickStarts = lazy(async () => ({ default: (await import('./QuickStarts')).QuickStarts }));

interface HelpPanelProps {
  isOpen: boolean;
  onClose: () => void;
}

/** The panel beside the page with guided tours; its code and its data are fetched when it opens. */
export const HelpPanel = ({ isOpen, onClose }: HelpPanelProps) => {
  const { t } = useTranslation('host');
  if (!isOpen) return null;
  return (
    <aside aria-label={t('Quick starts')} data-test="quick-start-panel">
      <DrawerHead>
        <Title headingLevel="h2">{t('Quick starts')}</Title>
        <DrawerActions>
          <DrawerCloseButton aria-label={t('Close')} onClick={onClose} />
        </DrawerActions>
      </DrawerHead>
      <DrawerPanelBody className={styles.body}>
        <Suspense fallback={<Loading />}>
          <QuickStarts />
        </Suspense>
      </DrawerPanelBody>
    </aside>
  );
};
