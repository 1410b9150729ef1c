/** Short messages about things that ended. Failures stay until dismissed. */
export interface Toast {
  key: number;
  variant: 'success' | 'info' | 'warning' | 'danger';
  title: string;
  lines?: readonly string[];
  action?: { label: string; run(): void };
}

const SHOWN_AT_MOST = 5;
let toasts: readonly Toast[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast; the oldest gives way when there are too many. */
export function addToast(toast: Omit<Toast, 'key'>): void {
  publish([...toasts, { ...toast, key: nextKey++ }].slice(-SHOWN_AT_MOST));
}

export function dismissToast(key: number): void {
  publish(toasts.filter((each) => each.key !== key));
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly Toast[] => toasts,
};
