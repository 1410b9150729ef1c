import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { failureLines } from './failure';
import type { ShownFailure } from './failure';

interface ErrorNoticeProps {
  title: string;
  failure: ShownFailure;
  onRetry?: (() => void) | undefined;
}

/** A refusal inside a page or dialog: the server's own words, nothing swallowed. */
export const ErrorNotice = ({ title, failure, onRetry }: ErrorNoticeProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <Alert
      isInline
      variant="danger"
      title={title}
      actionLinks={onRetry && <AlertActionLink onClick={onRetry}>{t('Retry')}</AlertActionLink>}
    >
      {failureLines(failure).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Alert>
  );
};
