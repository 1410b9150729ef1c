interface Level {
  /** Names seen in an object; undefined in an array. */
  names: Set<string> | undefined;
  path: string;
  index: number;
  /** The member whose value comes next. */
  member: string;
}

const SPACE = /[\s,:]/;

/**
 * Paths of members that an object of this JSON text has more than once; the parser keeps only the last of them.
 * The text must be valid JSON.
 */
export function duplicateFields(text: string): string[] {
  const found = new Set<string>();
  const levels: Level[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const level = levels[levels.length - 1];
    if (character === '"') {
      const end = endOfString(text, at);
      if (level?.names && isName(text, end)) nameSeen(level, readName(text, at, end), found);
      at = end;
    } else if (character === '{' || character === '[') {
      levels.push({ names: character === '{' ? new Set() : undefined, path: pathOf(level), index: 0, member: '' });
    } else if (character === '}' || character === ']') {
      levels.pop();
    } else if (character === ',' && level && !level.names) {
      level.index += 1;
    }
    at += 1;
  }
  return [...found];
}

function nameSeen(level: Level, name: string, found: Set<string>): void {
  const { names, path } = level;
  if (names?.has(name)) found.add(path === '' ? name : `${path}.${name}`);
  names?.add(name);
  level.member = name;
}

/** Where the value that begins now lies. */
function pathOf(level: Level | undefined): string {
  if (!level) return '';
  if (!level.names) return `${level.path}[${level.index}]`;
  return level.path === '' ? level.member : `${level.path}.${level.member}`;
}

/** Position of the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** A string before a colon is the name of a member. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text[at] !== ':' && SPACE.test(text[at] ?? '') && text[at] !== ',') at += 1;
  return text[at] === ':';
}

function readName(text: string, start: number, end: number): string {
  const name: unknown = JSON.parse(text.slice(start, end + 1));
  return String(name);
}
