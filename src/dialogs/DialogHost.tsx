import { Suspense, createElement, lazy, useMemo, useSyncExternalStore } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { closeDialog, dialogStore } from '../state/dialogs';
import type { OpenDialog } from '../state/dialogs';
import { dialogs } from './registry';

type Dialog = LazyExoticComponent<ComponentType<Record<string, unknown>>>;

const known = new Map<string, Dialog>();

/** Who opens a dialog passes the props its file asks for; the registry cannot know their types. */
function componentOf(id: string): Dialog | undefined {
  const load = dialogs[id];
  if (!load) return undefined;
  let component = known.get(id);
  if (!component) {
    component = lazy(load as unknown as () => Promise<{ default: ComponentType<Record<string, unknown>> }>);
    known.set(id, component);
  }
  return component;
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
