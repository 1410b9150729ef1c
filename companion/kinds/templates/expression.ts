/** OpenShift's expression generator: literal text with ranges like `[a-z0-9]{16}` in it. */

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const SYMBOLS = '~!@#$%^&*()-_+={}[]\\|<,>.?/"\';:`';
const CLASSES: Record<string, string> = {
  '\\w': `${LOWER}${LOWER.toUpperCase()}${DIGITS}_`,
  '\\d': DIGITS,
  '\\a': `${LOWER}${LOWER.toUpperCase()}`,
  '\\A': SYMBOLS,
};
const LONGEST = 255;
const RANGE = /\[([^\]]+)\]\{(\d+)\}/g;

function alphabetOf(range: string): string {
  const characters = new Set<string>();
  for (const [part] of range.matchAll(/\\[wdaA]|[a-zA-Z0-9]-[a-zA-Z0-9]|./g)) {
    const known = CLASSES[part];
    if (known) for (const character of known) characters.add(character);
    else if (part.length === 3) addRange(characters, part);
    else characters.add(part);
  }
  return [...characters].join('');
}

function addRange(characters: Set<string>, [first = '', , last = '']: string): void {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
  if (from > to) throw new Error(`invalid range specified: [${first}-${last}]`);
  for (let code = from; code <= to; code += 1) characters.add(String.fromCharCode(code));
}

/** Draws without bias: bytes beyond the last whole multiple of the alphabet are thrown away. */
function draw(alphabet: string, length: number): string {
  const limit = Math.floor(256 / alphabet.length) * alphabet.length;
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** A value made from `from`. Throws for ranges that make no sense. */
export function generateExpression(from: string): string {
  return from.replace(RANGE, (_, range: string, count: string) => {
    const length = Number(count);
    if (length < 1 || length > LONGEST) throw new Error(`range must be within [1-${LONGEST}] characters (${count})`);
    return draw(alphabetOf(range), length);
  });
}
