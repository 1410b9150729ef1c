const POSIX: Record<string, string> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9a-fA-F',
};

const known = new Map<string, RegExp | undefined>();

/** A regular expression of Go (RE2) as one of JavaScript: the spellings that differ. Undefined for what JavaScript cannot read. */
export function compilePattern(pattern: string): RegExp | undefined {
  if (known.has(pattern)) return known.get(pattern);
  const ignoresCase = pattern.startsWith('(?i)');
  const translated = pattern
    .replace(/^\(\?[a-z]+\)/, '')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replace(/\[:(\w+):\]/g, (whole, name: string) => POSIX[name] ?? whole);
  const made = tryRegExp(translated, ignoresCase ? 'iu' : 'u') ?? tryRegExp(translated, ignoresCase ? 'i' : '');
  known.set(pattern, made);
  return made;
}

/** With the unicode flag first: patterns like `\-` outside of a class are only right without it. */
function tryRegExp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
