import { Readable } from 'node:stream';

/** A multipart body that is not as RFC 7578 has it, or lacks the file. */
export class BadForm extends Error {}

const HEADER_LIMIT = 16 * 1024;

/** The boundary in a Content-Type of `multipart/form-data`; undefined for other types. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const found = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  return found?.[1] ?? found?.[2];
}

/** Reads a source piece by piece, up to marks. */
class Cursor {
  private held = Buffer.alloc(0);

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  private async more(): Promise<void> {
    const { value, done } = await this.source.next();
    if (done) throw new BadForm('the form ends too early');
    this.held = Buffer.concat([this.held, value]);
  }

  /** What stands before the mark, which is passed over; pieces are as they come. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        const last = this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        if (last.length > 0) yield last;
        return;
      }
      // The mark may have begun at the end of what is held.
      const safe = this.held.length - mark.length + 1;
      if (safe > 0) {
        yield this.held.subarray(0, safe);
        this.held = this.held.subarray(safe);
      }
      await this.more();
    }
  }

  async text(mark: Buffer): Promise<string> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of this.until(mark)) {
      size += part.length;
      if (size > HEADER_LIMIT) throw new BadForm('the head of a part is too long');
      parts.push(part);
    }
    return Buffer.concat(parts).toString('latin1');
  }
}

async function* filePart(body: AsyncIterable<Buffer>, boundary: string, name: string): AsyncGenerator<Buffer> {
  const cursor = new Cursor(body[Symbol.asyncIterator]());
  const end = Buffer.from(`\r\n--${boundary}`);
  await cursor.text(Buffer.from(`--${boundary}`));
  for (;;) {
    // After a boundary: a line break before the next part, or two dashes at the end of the form.
    const head = await cursor.text(Buffer.from('\r\n\r\n'));
    if (head.startsWith('--')) throw new BadForm(`the form has no part "${name}"`);
    if (new RegExp(`content-disposition:[^\\r\\n]*;\\s*name="?${name}"?(;|\\s|$)`, 'i').test(head)) return yield* cursor.until(end);
    for await (const part of cursor.until(end)) void part;
  }
}

/** The content of the part of this name, as a stream that never holds more than a few pieces. */
export function formFile(body: AsyncIterable<Buffer>, boundary: string, name: string): Readable {
  return Readable.from(filePart(body, boundary, name), { objectMode: false });
}
