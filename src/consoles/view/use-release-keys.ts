import { useEffect } from 'react';

/**
 * The way out of a console by keyboard: Ctrl+Alt+Shift. The guest gets every other key, also Tab,
 * so the combination is caught before the console sees its last key.
 */
export function useReleaseKeys(element: HTMLElement | null, release: () => void): void {
  useEffect(() => {
    if (!element) return;
    const caught = (event: KeyboardEvent) => {
      const modifier = event.key === 'Control' || event.key === 'Alt' || event.key === 'Shift' || event.key === 'Meta';
      if (!modifier || !event.ctrlKey || !event.altKey || !event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      release();
    };
    element.addEventListener('keydown', caught, { capture: true });
    return () => element.removeEventListener('keydown', caught, { capture: true });
  }, [element, release]);
}
