import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConsoleState } from '../session/types';
import type { AnyConsole, ConsoleKind, VmPlace } from './console-objects';

const idle: ConsoleState = { phase: 'idle' };
const nothing = () => () => undefined;
const isIdle = () => idle;

async function load(kind: ConsoleKind, vm: VmPlace): Promise<AnyConsole> {
  if (kind === 'vnc') return (await import(/* webpackChunkName: "console-vnc" */ '../vnc/load-vnc')).createVncConsole(vm);
  return (await import(/* webpackChunkName: "console-serial" */ '../serial/load-serial')).createSerialConsole(vm);
}

export interface OpenConsole {
  /** Undefined while its program is being loaded. */
  console: AnyConsole | undefined;
  state: ConsoleState;
  /** The program of the console could not be loaded. */
  loadError: string | undefined;
}

/** Opens the console of that kind as long as the component stands, and connects it whenever the guest runs. */
export function useConsole(kind: ConsoleKind, { namespace, name }: VmPlace, guestRuns: boolean): OpenConsole {
  const [opened, setOpened] = useState<AnyConsole>();
  const [loadError, setLoadError] = useState<string>();
  useEffect(() => {
    let current: AnyConsole | undefined;
    let left = false;
    setLoadError(undefined);
    load(kind, { namespace, name }).then(
      (loaded) => {
        if (left) return loaded.dispose();
        current = loaded;
        setOpened(loaded);
        loaded.session.connect();
      },
      (thrown: unknown) => {
        if (!left) setLoadError(thrown instanceof Error ? thrown.message : String(thrown));
      },
    );
    return () => {
      left = true;
      current?.dispose();
      setOpened(undefined);
    };
  }, [kind, namespace, name]);
  useEffect(() => opened?.session.setGuestRuns(guestRuns), [opened, guestRuns]);
  useEffect(() => {
    const retry = () => opened?.session.retryNow();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [opened]);
  const state = useSyncExternalStore(opened?.session.subscribe ?? nothing, opened?.session.getState ?? isIdle);
  return { console: opened, state, loadError };
}
