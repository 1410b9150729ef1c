import type { ConsoleSession } from '../session/console-session';
import type { VncScreen } from '../vnc/vnc-screen';

export type ConsoleKind = 'vnc' | 'serial';

export interface VmPlace {
  namespace: string;
  name: string;
}

interface ConsoleObject {
  /** What shows the guest; a view puts it into the page. */
  element: HTMLElement;
  session: ConsoleSession;
  /** The element has come into the page. */
  mounted(): void;
  focus(): void;
  releaseKeyboard(): void;
  dispose(): void;
}

export interface VncConsole extends ConsoleObject {
  kind: 'vnc';
  screen: VncScreen;
}

export interface SerialConsole extends ConsoleObject {
  kind: 'serial';
  paste(text: string): void;
  /** Everything the terminal remembers. */
  text(): string;
  selection(): string;
  clear(): void;
}

export type AnyConsole = VncConsole | SerialConsole;
