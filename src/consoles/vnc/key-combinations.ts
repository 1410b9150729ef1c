import { Keysym } from './typing';

export interface KeyCombination {
  id: string;
  label: string;
  /** Pressed in order, let go in reverse. */
  keys: readonly { keysym: number; code: string }[];
}

const control = { keysym: Keysym.controlLeft, code: 'ControlLeft' };
const alt = { keysym: Keysym.altLeft, code: 'AltLeft' };

function controlAlt(label: string, keysym: number, code: string): KeyCombination {
  return { id: `ctrl-alt-${label.toLowerCase()}`, label: `Ctrl+Alt+${label}`, keys: [control, alt, { keysym, code }] };
}

/** What a browser or its system keeps for itself and a guest may need. */
export const keyCombinations: readonly KeyCombination[] = [
  controlAlt('Delete', Keysym.delete, 'Delete'),
  controlAlt('Backspace', Keysym.backspace, 'Backspace'),
  controlAlt('1', 0x31, 'Digit1'),
  controlAlt('2', 0x32, 'Digit2'),
  ...Array.from({ length: 12 }, (_, index) => controlAlt(`F${index + 1}`, Keysym.f1 + index, `F${index + 1}`)),
];
