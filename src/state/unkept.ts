type Listener = (reason: string) => void;

const listeners = new Set<Listener>();
let isTold = false;

/** A choice that neither the host nor the browser could keep. Told once a page load: with a full storage every choice would say it again. */
export function tellUnkept(reason: unknown): void {
  if (isTold || listeners.size === 0) return;
  isTold = true;
  for (const listener of listeners) listener(reason instanceof Error ? reason.message : String(reason));
}

/** Calls back when choices cannot be kept. */
export function onUnkept(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
