import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { sendRaw } from './send-disk';

/** Not part of what a user put into the claim. */
const OWN_FILE = 'disk.qcow2';

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name !== OWN_FILE).map((entry) => entry.name).sort();
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The folder as a page of links, or one file of it; false when there is no such file. */
export async function sendFolder(req: IncomingMessage, res: ServerResponse, folder: string, name: string): Promise<boolean> {
  const names = await filesOf(folder);
  if (name === '') {
    const links = names.map((each) => `<a href="${encodeURIComponent(each)}">${escaped(each)}</a>\n`).join('');
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.end(req.method === 'HEAD' ? undefined : `<pre>\n${links}</pre>\n`);
    return true;
  }
  if (!names.includes(name)) return false;
  await sendRaw(req, res, join(folder, name));
  return true;
}

async function add(archive: Pack, folder: string, name: string): Promise<void> {
  const { size, mtime } = await stat(join(folder, name));
  const entry = archive.entry({ name: `./${name}`, size, mtime });
  await pipeline(createReadStream(join(folder, name)), entry);
}

export async function sendArchive(req: IncomingMessage, res: ServerResponse, folder: string): Promise<void> {
  res.writeHead(200, { 'content-type': 'application/gzip' });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  const archive = pack();
  const sent = pipeline(archive, createGzip({ level: 1 }), res);
  const filled = (async () => {
    for (const name of await filesOf(folder)) await add(archive, folder, name);
    archive.finalize();
  })();
  await Promise.all([sent, filled]);
}
