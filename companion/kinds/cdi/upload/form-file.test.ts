import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BadForm, boundaryOf, formFile } from './form-file';

const form = (parts: string[], boundary = 'xx') => `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
const file = (content: string) => `Content-Disposition: form-data; name="file"; filename="a.img"\r\nContent-Type: application/octet-stream\r\n\r\n${content}`;

async function read(text: string, pieceSize = text.length): Promise<string> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < text.length; at += pieceSize) pieces.push(Buffer.from(text.slice(at, at + pieceSize), 'latin1'));
  let found = '';
  for await (const part of formFile(Readable.from(pieces), 'xx', 'file')) found += (part as Buffer).toString('latin1');
  return found;
}

describe('the file of a form', () => {
  it.each([1, 2, 3, 7, 10_000])('is found whatever pieces of %i bytes cut', async (size) => {
    const text = form(['Content-Disposition: form-data; name="other"\r\n\r\nfile', file('a\r\n--x\r\n\r\nb\0')]);
    expect(await read(text, size)).toBe('a\r\n--x\r\n\r\nb\0');
  });

  it('may be empty', async () => {
    expect(await read(form([file('')]))).toBe('');
  });

  it.each([
    ['no file', form(['Content-Disposition: form-data; name="other"\r\n\r\nx'])],
    ['no end', form([file('abc')]).slice(0, -10)],
    ['no boundary', 'abc'],
    ['an endless head', form([`X: ${'y'.repeat(20_000)}\r\n\r\n`])],
  ])('is refused with %s', async (_, text) => {
    await expect(read(text)).rejects.toThrow(BadForm);
  });
});

it('a boundary may be quoted', () => {
  expect(boundaryOf('multipart/form-data; boundary=----abc')).toBe('----abc');
  expect(boundaryOf('multipart/form-data; charset=x; boundary="a b"')).toBe('a b');
  expect(boundaryOf('application/octet-stream')).toBeUndefined();
});
