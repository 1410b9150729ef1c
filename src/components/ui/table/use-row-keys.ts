import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';

interface RowKeysOptions {
  count: number;
  pageSize: number;
  reveal(index: number): void;
  onOpen?: ((index: number) => void) | undefined;
  onToggle?: ((index: number, range: boolean) => void) | undefined;
  /** Shift and a movement: the selection reaches from `anchor` to `to` now, no more to `from`. */
  onExtend?: ((range: { anchor: number; from: number; to: number }) => void) | undefined;
  onToggleAll?: (() => void) | undefined;
  onMenu?: ((index: number) => void) | undefined;
  /** Any other key without modifiers; true when it meant something. */
  onKey?: ((index: number, key: string) => boolean) | undefined;
}

function target(key: string, active: number, { count, pageSize }: RowKeysOptions): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageSize,
    PageUp: active - pageSize,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted));
}

/** Moving through rows by keys. The grid keeps the focus; the active row is told by `aria-activedescendant`. */
export function useRowKeys(options: RowKeysOptions) {
  const [active, setActive] = useState(-1);
  const anchor = useRef<number | undefined>(undefined);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || options.count === 0) return;
    const next = target(event.key, active, options);
    if (next !== undefined) {
      if (!event.shiftKey) anchor.current = undefined;
      else {
        const from = active < 0 ? next : active;
        anchor.current ??= from;
        options.onExtend?.({ anchor: anchor.current, from, to: next });
      }
      setActive(next);
      options.reveal(next);
    } else if (event.key === 'Enter' && active >= 0) options.onOpen?.(active);
    else if (event.key === ' ' && active >= 0) options.onToggle?.(active, event.shiftKey);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) options.onToggleAll?.();
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && active >= 0) options.onMenu?.(active);
    else if (active < 0 || event.ctrlKey || event.metaKey || event.altKey || !options.onKey?.(active, event.key)) return;
    event.preventDefault();
  };
  return { active: Math.min(active, options.count - 1), setActive, onKeyDown };
}
