import { Buffer } from 'node:buffer';

/** One thing in the archive; paths are relative, without `./`. */
export type Entry =
  | { path: string; type: 'directory'; mode: number }
  | { path: string; type: 'file'; mode: number; data: Buffer }
  | { path: string; type: 'link'; target: string }
  | { path: string; type: 'device'; mode: number; major: number; minor: number };

const TYPE_BITS = { directory: 0o040000, file: 0o100000, link: 0o120000, device: 0o020000 };

const hex = (value: number) => value.toString(16).padStart(8, '0').toUpperCase();
const padding = (length: number) => Buffer.alloc((4 - (length % 4)) % 4);

function record(inode: number, entry: Entry): Buffer {
  const data = entry.type === 'file' ? entry.data : entry.type === 'link' ? Buffer.from(entry.target) : Buffer.alloc(0);
  const mode = TYPE_BITS[entry.type] | (entry.type === 'link' ? 0o777 : entry.mode);
  const device = entry.type === 'device' ? [entry.major, entry.minor] : [0, 0];
  const name = Buffer.from(`${entry.path}\0`);
  // ino, mode, uid, gid, nlink, mtime, filesize, devmajor, devminor, rdevmajor, rdevminor, namesize, check
  const fields = [inode, mode, 0, 0, 1, 0, data.length, 0, 0, ...device, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => hex(field ?? 0)).join('')}`);
  return Buffer.concat([header, name, padding(header.length + name.length), data, padding(data.length)]);
}

function parents(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** An archive in the "newc" format the kernel unpacks; all owned by root, without times, so that equal input gives equal bytes. */
export function cpio(entries: readonly Entry[]): Buffer {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  for (const path of entries.flatMap((entry) => parents(entry.path))) {
    if (!byPath.has(path)) byPath.set(path, { path, type: 'directory', mode: 0o755 });
  }
  const sorted = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const trailer: Entry = { path: 'TRAILER!!!', type: 'file', mode: 0, data: Buffer.alloc(0) };
  return Buffer.concat([...sorted.map((entry, index) => record(index + 1, entry)), record(0, trailer)]);
}
