import { useTranslation } from 'react-i18next';

/** A moment, in the person's language and zone. */
export function When({ time }: { time: number }) {
  const { i18n } = useTranslation('plugin__virtdeck');
  if (time === 0) return <>–</>;
  const moment = new Date(time);
  return <time dateTime={moment.toISOString()}>{moment.toLocaleString(i18n?.language, { dateStyle: 'medium', timeStyle: 'medium' })}</time>;
}
