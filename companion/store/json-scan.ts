/** Finds members in the JSON of stored objects without parsing it. The JSON is our own: it has no blanks and is well-formed. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
const METADATA = Buffer.from('"metadata":');
const KIND = Buffer.from('"kind":');

/** Where a value begins and ends. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Where a member of the object's metadata lies; undefined when there is none. `cut` is where the members after apiVersion
 * begin. `unknown` when the metadata does not stand at its usual place behind the kind.
 */
export function metadataMember(json: Buffer, cut: number, name: string): Span | undefined | 'unknown' {
  const metadata = metadataStart(json, cut);
  if (metadata === undefined) return 'unknown';
  const wanted = Buffer.from(`"${name}":`);
  let at = metadata + 1;
  while (json[at] === QUOTE) {
    const start = endOfString(json, at) + 1;
    const end = endOfValue(json, start);
    if (start - at === wanted.length && wanted.compare(json, at, start) === 0) return { start, end };
    if (json[end] !== COMMA) return undefined;
    at = end + 1;
  }
  return undefined;
}

/** Where the whole metadata lies; undefined when it does not stand at its usual place. */
export function metadataSpan(json: Buffer, cut: number): Span | undefined {
  const start = metadataStart(json, cut);
  return start === undefined ? undefined : { start, end: endOfValue(json, start) };
}

/** The JSON with `null` in the place of that value. */
export function blanked(json: Buffer, { start, end }: Span): string {
  return `${json.toString('utf8', 0, start)}null${json.toString('utf8', end)}`;
}

function metadataStart(json: Buffer, cut: number): number | undefined {
  let at = cut;
  if (KIND.compare(json, at, at + KIND.length) === 0) at = endOfValue(json, at + KIND.length) + 1;
  if (METADATA.compare(json, at, at + METADATA.length) !== 0) return undefined;
  return at + METADATA.length;
}

/** Behind the closing quote of the string that begins here. */
function endOfString(json: Buffer, from: number): number {
  for (let at = json.indexOf(QUOTE, from + 1); at >= 0; at = json.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (json[at - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return json.length;
}

function endOfValue(json: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; ) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfString(json, at);
    else if (depth === 0 && (byte === COMMA || CLOSE.has(byte))) return at;
    else {
      if (OPEN.has(byte)) depth += 1;
      else if (CLOSE.has(byte)) depth -= 1;
      at += 1;
    }
    if (depth === 0 && (byte === QUOTE || CLOSE.has(byte))) return at;
  }
  return json.length;
}
