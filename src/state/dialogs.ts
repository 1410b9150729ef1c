/** Which dialogs are open. Everyone may open one by its id; `dialogs/DialogHost` shows them. */
export interface OpenDialog {
  key: number;
  id: string;
  props: Readonly<Record<string, unknown>>;
}

let open: readonly OpenDialog[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();

function publish(next: readonly OpenDialog[]): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog registered under `id` in `dialogs/registry`. */
export function openDialog(id: string, props: Record<string, unknown> = {}): void {
  publish([...open, { key: nextKey++, id, props }]);
}

export function closeDialog(key: number): void {
  publish(open.filter((each) => each.key !== key));
}

export const dialogStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly OpenDialog[] => open,
};
