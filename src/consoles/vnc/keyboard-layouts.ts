/**
 * Which key of a PC keyboard gives which character: the guest sees keys (scan codes), never characters.
 * Rows go from the top left, in the order of `keyCodes`; a blank means that the key gives nothing there.
 */
export interface KeyboardLayout {
  id: string;
  name: string;
  plain: string;
  shift: string;
  altGr: string;
  /** Characters whose key waits for the next one; a space after it brings the character itself. */
  dead: string;
}

const rows = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash',
];

/** `KeyboardEvent.code` of each key of the rows. */
export const keyCodes: readonly string[] = rows.flatMap((row) => row.split(' '));

const blank = ' '.repeat(keyCodes.length);

export const keyboardLayouts: readonly [KeyboardLayout, ...KeyboardLayout[]] = [
  {
    id: 'us',
    name: 'English (US)',
    plain: '`1234567890-=' + 'qwertyuiop[]' + "asdfghjkl;'\\" + ' zxcvbnm,./',
    shift: '~!@#$%^&*()_+' + 'QWERTYUIOP{}' + 'ASDFGHJKL:"|' + ' ZXCVBNM<>?',
    altGr: blank,
    dead: '',
  },
  {
    id: 'gb',
    name: 'English (UK)',
    plain: '`1234567890-=' + 'qwertyuiop[]' + "asdfghjkl;'#" + '\\zxcvbnm,./',
    shift: '¬!"£$%^&*()_+' + 'QWERTYUIOP{}' + 'ASDFGHJKL:@~' + '|ZXCVBNM<>?',
    altGr: '¦   €        ' + blank.slice(13),
    dead: '',
  },
  {
    id: 'de',
    name: 'Deutsch',
    plain: '^1234567890ß´' + 'qwertzuiopü+' + 'asdfghjklöä#' + '<yxcvbnm,.-',
    shift: '°!"§$%&/()=?`' + 'QWERTZUIOPÜ*' + "ASDFGHJKLÖÄ'" + '>YXCVBNM;:_',
    altGr: '  ²³   {[]}\\ ' + '@ €        ~' + '            ' + '|      µ   ',
    dead: '^´`',
  },
  {
    id: 'fr',
    name: 'Français',
    plain: '²&é"\'(-è_çà)=' + 'azertyuiop^$' + 'qsdfghjklmù*' + '<wxcvbn,;:!',
    shift: ' 1234567890°+' + 'AZERTYUIOP¨£' + 'QSDFGHJKLM%µ' + '>WXCVBN?./§',
    altGr: '  ~#{[|`\\^@]}' + '  €        ¤' + '            ' + '           ',
    dead: '¨',
  },
];

/** The layout of that id, or the first one. */
export function keyboardLayout(id: string): KeyboardLayout {
  return keyboardLayouts.find((layout) => layout.id === id) ?? keyboardLayouts[0];
}

/** The layout that a browser language suggests. */
export function suggestedLayout(languages: readonly string[]): string {
  for (const language of languages) {
    if (language.toLowerCase() === 'en-gb') return 'gb';
    const found = keyboardLayouts.find((layout) => layout.id === language.slice(0, 2).toLowerCase());
    if (found) return found.id;
    if (language.startsWith('en')) return 'us';
  }
  return 'us';
}
