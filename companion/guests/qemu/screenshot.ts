import { readFile, rm } from 'node:fs/promises';
import type { QemuProcess } from './process';

/** The display as PNG, taken by the monitor: no VNC session is used. The device writes the file inside its own folder. */
export async function takeScreenshot(running: QemuProcess): Promise<Buffer> {
  const name = `screenshot-${nextNumber()}.png`;
  const path = `${running.files.folder}/${name}`;
  try {
    await running.qmp.execute('screendump', { filename: name, format: 'png' });
    return await readFile(path);
  } finally {
    await rm(path, { force: true });
  }
}

let counter = 0;
const nextNumber = () => (counter += 1);
