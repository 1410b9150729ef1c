import { createElement, useMemo, useSyncExternalStore } from 'react';
import { Suspense, lazy } from 'react';
import type { ComponentType } from 'react';
import { closeDialog, dialogStore } from '../state/dialogs';
import type { OpenDialog } from '../state/dialogs';
import { dialogs } from './registry';

type AnyDialog = ComponentType<Record<string, unknown>>;

const loaded = new Map<string, AnyDialog>();

/** Who opens a dialog passes the props its file asks for; the registry cannot know their types. */
function componentOf(id: string): AnyDialog | undefined {
  const found = loaded.get(id);
  if (found) return found;
  const load = dialogs[id];
  if (!load) return undefined;
  const component = lazy(load as unknown as () => Promise<{ default: AnyDialog }>);
  loaded.set(id, component as unknown as AnyDialog);
  return component as unknown as AnyDialog;
}

const HostedDialog = ({ dialog }: { dialog: OpenDialog }) => {
  const props = useMemo(() => ({ ...dialog.props, onClose: () => closeDialog(dialog.key) }), [dialog]);
  const component = componentOf(dialog.id);
  return component ? createElement(component, props) : null;
};

/** Shows the open dialogs, whoever opened them. */
export const DialogHost = () => {
  const open = useSyncExternalStore(dialogStore.subscribe, dialogStore.snapshot);
  return (
    <>
      {open.map((dialog) => (
        <Suspense key={dialog.key} fallback={null}>
          <HostedDialog dialog={dialog} />
        </Suspense>
      ))}
    </>
  );
};
