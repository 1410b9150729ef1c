import RFB from '@novnc/novnc';
import { browserWorld } from '../session/browser-world';
import { ConsoleSession } from '../session/console-session';
import type { VmPlace, VncConsole } from '../view/console-objects';
import { VncScreen } from './vnc-screen';

/** A screen in an element of its own, and the session that feeds it. */
export function createVncConsole(vm: VmPlace): VncConsole {
  const element = document.createElement('div');
  const screen = new VncScreen(element, vm, (target, socket) => new RFB(target, socket, { shared: true }), browserWorld.timers);
  const session = new ConsoleSession(screen, browserWorld);
  return {
    kind: 'vnc',
    element,
    session,
    screen,
    mounted: () => undefined,
    focus: () => screen.focus(),
    releaseKeyboard: () => screen.releaseKeyboard(),
    dispose: () => session.disconnect(),
  };
}
