import { keyCodes } from './keyboard-layouts';
import type { KeyboardLayout } from './keyboard-layouts';

/** One key pressed and let go, with what is held meanwhile. */
export interface KeyStroke {
  code: string;
  keysym: number;
  shift: boolean;
  altGr: boolean;
}

export interface TypingPlan {
  strokes: KeyStroke[];
  /** Characters that this keyboard cannot type, each once. */
  unsupported: string[];
}

/** X11 keysyms (keysymdef.h). */
export const Keysym = {
  tab: 0xff09,
  enter: 0xff0d,
  backspace: 0xff08,
  delete: 0xffff,
  f1: 0xffbe,
  shiftLeft: 0xffe1,
  controlLeft: 0xffe3,
  controlRight: 0xffe4,
  altLeft: 0xffe9,
  altGr: 0xfe03,
  shiftRight: 0xffe2,
  space: 0x20,
} as const;

const unicodeKeysym = 0x01000000;

/** The keysym of a character: Latin-1 as it is, everything else in the Unicode range. */
function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x100 ? point : unicodeKeysym + point;
}

const space: KeyStroke = { code: 'Space', keysym: Keysym.space, shift: false, altGr: false };
const control = new Map<string, KeyStroke>([
  [' ', space],
  ['\n', { ...space, code: 'Enter', keysym: Keysym.enter }],
  ['\t', { ...space, code: 'Tab', keysym: Keysym.tab }],
]);

function strokesOf(character: string, layout: KeyboardLayout): KeyStroke[] | undefined {
  const special = control.get(character);
  if (special) return [special];
  for (const level of ['plain', 'shift', 'altGr'] as const) {
    const code = keyCodes[layout[level].indexOf(character)];
    if (code === undefined) continue;
    const stroke = { code, keysym: keysymOf(character), shift: level === 'shift', altGr: level === 'altGr' };
    return layout.dead.includes(character) ? [stroke, space] : [stroke];
  }
  return undefined;
}

/** The keys that type `text` on a keyboard of that layout. */
export function planTyping(text: string, layout: KeyboardLayout): TypingPlan {
  const strokes: KeyStroke[] = [];
  const unsupported = new Set<string>();
  for (const character of text.replace(/\r\n?/g, '\n')) {
    const found = strokesOf(character, layout);
    if (found) strokes.push(...found);
    else unsupported.add(character);
  }
  return { strokes, unsupported: [...unsupported] };
}
