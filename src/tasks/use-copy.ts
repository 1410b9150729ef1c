import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { addToast } from './toasts';

/** The way of before the Clipboard API, which a page without a secure context does not have. Within a dialog, for that holds the focus. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  (focused?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Puts text on the clipboard and says so; where the browser refuses, the text is shown to be copied by hand. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslation('plugin__virtdeck');
  return useCallback(
    async (text) => {
      if (await copied(text)) return addToast({ variant: 'success', title: t('Copied to the clipboard'), lines: [text] });
      addToast({ variant: 'warning', title: t('The browser does not let this page copy. Here is the text:'), lines: [text] });
    },
    [t],
  );
}
