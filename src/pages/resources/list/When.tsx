import { useTranslation } from 'react-i18next';

/** A point in time (RFC 3339 or epoch milliseconds) in the reader's language; nothing where the server gives none. */
export const When = ({ time }: { time: string | number | undefined }) => {
  const { i18n } = useTranslation('plugin__virtdeck');
  const moment = new Date(time === undefined || time === '' || time === 0 ? Number.NaN : time);
  if (Number.isNaN(moment.getTime())) return null;
  return (
    <time dateTime={moment.toISOString()}>
      {moment.toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  );
};
