const LINE_BREAK = 10;
/** How much of the old end is looked for in the new text. */
const OVERLAP = 512;

/** The end of the log from the given number of lines on; a line break at the very end does not begin another line. */
export function lastLines(log: Buffer, count: number): Buffer {
  if (count === 0) return Buffer.alloc(0);
  let at = log.length - 1;
  for (let left = count; left > 0 && at >= 0; left -= 1) at = log.lastIndexOf(LINE_BREAK, at - 1);
  return at < 0 ? log : log.subarray(at + 1);
}

/** What `now` has that `before` had not: a log grows at its end, and is cut at its beginning when it is long. */
export function newPart(before: Buffer, now: Buffer): Buffer {
  if (now.length >= before.length && now.subarray(0, before.length).equals(before)) return now.subarray(before.length);
  const end = before.subarray(Math.max(0, before.length - OVERLAP));
  const at = now.lastIndexOf(end);
  return at < 0 ? now : now.subarray(at + end.length);
}

/** Writes a time before every line that begins in the text. `open`: the text goes on in the middle of a line. */
export function stamped(text: Buffer, time: string, open: boolean): Buffer {
  if (text.length === 0) return text;
  const lines = text.toString('latin1').split('\n');
  const last = lines.length - 1;
  const written = lines.map((line, index) => ((index === 0 && open) || (index === last && line === '') ? line : `${time} ${line}`));
  return Buffer.from(written.join('\n'), 'latin1');
}

export const endsInLine = (text: Buffer) => text.length > 0 && text[text.length - 1] !== LINE_BREAK;
