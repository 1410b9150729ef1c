import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A socket that comes back within this time is not worth a word. */
const GRACE_MS = 3000;

/** Says that what is on the screen is no longer live, and since when. */
export const StaleNotice = ({ since, onRetry }: { since: number | undefined; onRetry?: () => void }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    setShown(false);
    if (since === undefined) return undefined;
    const timer = setTimeout(() => setShown(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [since]);
  if (since === undefined || !shown) return null;
  const time = new Date(since).toLocaleTimeString(i18n?.language);
  return (
    <Alert
      isInline
      isPlain
      variant="warning"
      title={t('Data from {{time}}, reconnecting', { time })}
      actionLinks={onRetry && <AlertActionLink onClick={onRetry}>{t('Reload now')}</AlertActionLink>}
    />
  );
};
