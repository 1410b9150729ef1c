import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** The words PatternFly's quick starts show, by the English text they ask for. */
export function useQuickStartWords(): Record<string, string> {
  const { t } = useTranslation('host');
  return useMemo(
    () => ({
      Start: t('Start'),
      Continue: t('Continue'),
      Next: t('Next'),
      Close: t('Close'),
      Back: t('Back'),
      Restart: t('Restart'),
      Yes: t('Yes'),
      No: t('No'),
      'Check your work': t('Check your work'),
      'In this quick start, you will complete {{count, number}} task': t('In this quick start, you will complete one task'),
      'In this quick start, you will complete {{count, number}} task_plural': t(
        'In this quick start, you will complete these tasks',
      ),
      'One or more verifications did not pass during this quick start. Revisit the tasks or the help links, and then try again.':
        t('Some checks did not pass. Go back to these tasks and try again.'),
      'Not available': t('Not available'),
      'Copy to clipboard': t('Copy to clipboard'),
      'Successfully copied to clipboard!': t('Copied to the clipboard'),
    }),
    [t],
  );
}
