import { Button } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/ui/Icon';
import { useCopy } from '../tasks/use-copy';
import styles from './dialogs.module.css';

/** What does the same from a shell, ready to copy. */
export const CommandLine = ({ command }: { command: string }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const copy = useCopy();
  return (
    <details className={styles.command} data-test="command">
      <summary>{t('The same by command')}</summary>
      <div className={styles.commandLine}>
        <pre>{command}</pre>
        <Button
          variant="plain"
          size="sm"
          aria-label={t('Copy the command')}
          icon={<Icon name="copy" />}
          onClick={() => void copy(command)}
        />
      </div>
    </details>
  );
};
