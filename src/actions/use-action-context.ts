import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { openDialog } from '../state/dialogs';
import { useCopy } from '../tasks/use-copy';
import type { ActionContext } from './types';

/** What verbs need of the page they run in. */
export function useActionContext(): ActionContext {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const copy = useCopy();
  return useMemo(
    () => ({
      t: (key, values) => t(key, values ?? {}),
      openDialog,
      navigate: (path) => void navigate(path),
      openWindow: (path) => void window.open(path, '_blank', 'popup,width=1100,height=800'),
      copy,
    }),
    [t, navigate, copy],
  );
}
