import { useCallback, useEffect, useState } from 'react';
import type { RefObject } from 'react';

interface KeyboardLock {
  lock(): Promise<void>;
  unlock(): void;
}

/** Where it exists (Chromium), keys such as Escape and Alt+Tab reach the guest in full screen. */
function keyboardLock(): KeyboardLock | undefined {
  const keyboard: unknown = Reflect.get(navigator, 'keyboard');
  if (typeof keyboard !== 'object' || keyboard === null) return undefined;
  const lock: unknown = Reflect.get(keyboard, 'lock');
  const unlock: unknown = Reflect.get(keyboard, 'unlock');
  if (typeof lock !== 'function' || typeof unlock !== 'function') return undefined;
  return { lock: async () => void (await lock.call(keyboard)), unlock: () => void unlock.call(keyboard) };
}

/** Whether the element fills the screen, and how to change that. */
export function useFullScreen(element: RefObject<HTMLElement | null>): { full: boolean; toggle(): Promise<void> } {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [element]);
  const toggle = useCallback(async () => {
    if (document.fullscreenElement) {
      keyboardLock()?.unlock();
      return document.exitFullscreen();
    }
    await element.current?.requestFullscreen();
    await keyboardLock()?.lock();
  }, [element]);
  return { full, toggle };
}
