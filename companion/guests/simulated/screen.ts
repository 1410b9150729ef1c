import { PNG } from 'pngjs';
import { cell, isLit } from './font';

export const screenSize = { columns: 80, rows: 25, width: 80 * cell.width, height: 25 * cell.height } as const;

/** Pixels of a text screen as bytes of brightness, 0 or 1. */
export function drawText(lines: string[]): Uint8Array {
  const pixels = new Uint8Array(screenSize.width * screenSize.height);
  lines.slice(0, screenSize.rows).forEach((line, row) => {
    [...line].slice(0, screenSize.columns).forEach((character, column) => {
      for (let y = 0; y < cell.height; y += 1) {
        for (let x = 0; x < cell.width; x += 1) {
          if (isLit(character, x, y)) pixels[(row * cell.height + y) * screenSize.width + column * cell.width + x] = 1;
        }
      }
    });
  });
  return pixels;
}

const light = 0xc8;

/** The same pixels as a PNG. */
export function toPng(pixels: Uint8Array): Buffer {
  const png = new PNG({ width: screenSize.width, height: screenSize.height });
  pixels.forEach((lit, index) => {
    png.data.fill(lit ? light : 0, index * 4, index * 4 + 3);
    png.data[index * 4 + 3] = 0xff;
  });
  return PNG.sync.write(png);
}
