import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from './resource-spec';

/** `t` in the plain shape the registry of kinds asks for. */
export function useTranslate(): Translate {
  const { t } = useTranslation('plugin__virtdeck');
  return useCallback((key, values = {}) => t(key, values), [t]);
}
