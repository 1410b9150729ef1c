import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { browserWorld } from '../session/browser-world';
import { ConsoleSession } from '../session/console-session';
import type { SerialConsole, VmPlace } from '../view/console-objects';
import { SerialScreen } from './serial-screen';

const scrollback = 5000;

function textOf(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  for (let row = 0; row < buffer.length; row += 1) {
    const line = buffer.getLine(row);
    if (!line) continue;
    const text = line.translateToString(true);
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** A terminal in an element of its own, and the session that feeds it. */
export function createSerialConsole(vm: VmPlace): SerialConsole {
  const element = document.createElement('div');
  const terminal = new Terminal({ scrollback, cursorBlink: true, fontSize: 14, macOptionIsMeta: true });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  const resized = new ResizeObserver(() => {
    if (element.clientHeight > 0) fit.fit();
  });
  resized.observe(element);
  const session = new ConsoleSession(new SerialScreen(terminal, vm), browserWorld);
  return {
    kind: 'serial',
    element,
    session,
    mounted: () => {
      if (!terminal.element) terminal.open(element);
      fit.fit();
    },
    focus: () => terminal.focus(),
    releaseKeyboard: () => terminal.blur(),
    paste: (text) => terminal.paste(text),
    text: () => textOf(terminal),
    selection: () => terminal.getSelection(),
    clear: () => terminal.clear(),
    dispose: () => {
      session.disconnect();
      resized.disconnect();
      terminal.dispose();
    },
  };
}
