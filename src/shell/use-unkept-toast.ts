import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { onUnkept } from '../state/unkept';
import { addToast } from '../tasks/toasts';

/** Says it when a choice cannot be kept: it holds on this page only. */
export function useUnkeptToast(): void {
  const { t } = useTranslation('plugin__virtdeck');
  useEffect(
    () =>
      onUnkept((reason) =>
        addToast({ variant: 'warning', title: t('Your choice holds on this page, but the browser could not keep it.'), lines: [reason] }),
      ),
    [t],
  );
}
