import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { cpio, type Entry } from './cpio';
import { stageModules } from './modules';
import { command } from './packages';

/** What we wrote ourselves: init and its friends. */
export const ROOTFS = fileURLToPath(new URL('./rootfs', import.meta.url));
const LIBRARY_FOLDER = 'usr/lib/x86_64-linux-gnu';
const LOADER = 'lib64/ld-linux-x86-64.so.2';

/** Programs that busybox does not have (or not as well), with the names they go by. */
const PROGRAMS: Record<string, string[]> = {
  'usr/sbin/qemu-ga': ['usr/sbin/qemu-ga'],
  'usr/sbin/dropbear': ['usr/sbin/dropbear'],
  'usr/bin/dropbearkey': ['usr/bin/dropbearkey'],
  'usr/bin/dbclient': ['usr/bin/dbclient', 'usr/bin/ssh'],
  'sbin/mke2fs': ['sbin/mke2fs', 'sbin/mkfs.ext4', 'sbin/mkfs.ext3', 'sbin/mkfs.ext2'],
  'sbin/resize2fs': ['sbin/resize2fs'],
  'sbin/e2fsck': ['sbin/e2fsck', 'sbin/fsck.ext4'],
  'sbin/mkfs.fat': ['sbin/mkfs.fat', 'sbin/mkfs.vfat'],
};

const MODES: Record<string, number> = { 'etc/shadow': 0o600, 'bin/busybox': 0o4755 };

function file(path: string, data: Buffer, executable: boolean): Entry {
  return { path, type: 'file', data, mode: MODES[path] ?? (executable ? 0o755 : 0o644) };
}

async function tree(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((each) => each.isFile())
      .map(async (each) => {
        const path = join(each.parentPath, each.name);
        const { mode } = await stat(path);
        return file(relative(folder, path), await readFile(path), (mode & 0o111) !== 0);
      }),
  );
}

async function busybox(root: string): Promise<Entry[]> {
  const path = join(root, 'bin/busybox');
  const applets = (await command(path, ['--list-full'])).split('\n').filter((name) => name !== '' && name !== 'bin/busybox');
  const links = applets.map((name): Entry => ({ path: name, type: 'link', target: '/bin/busybox' }));
  return [...links, file('bin/busybox', await readFile(path), true)];
}

/** Shared libraries of a program, asked of the loader of the same packages. */
async function librariesOf(root: string, program: string): Promise<string[]> {
  const folders = ['lib/x86_64-linux-gnu', LIBRARY_FOLDER].map((folder) => join(root, folder)).join(':');
  const text = await command(join(root, LOADER), ['--inhibit-cache', '--library-path', folders, '--list', program]);
  const missing = /(\S+) => not found/.exec(text)?.[1];
  if (missing) throw new Error(`${basename(program)} needs ${missing}, which none of the packages holds`);
  return [...text.matchAll(/=> (\S+)/g)].flatMap(([, path]) => (path && !path.endsWith(`/${LOADER}`) ? [path] : []));
}

async function programs(root: string): Promise<Entry[]> {
  const entries: Entry[] = [file(LOADER, await readFile(join(root, LOADER)), true)];
  const libraries = new Set<string>();
  for (const [source, [path = source, ...links]] of Object.entries(PROGRAMS)) {
    entries.push(file(path, await readFile(join(root, source)), true));
    entries.push(...links.map((link): Entry => ({ path: link, type: 'link', target: `/${path}` })));
    for (const library of await librariesOf(root, join(root, source))) libraries.add(library);
  }
  const copies = [...libraries].sort().map(async (path) => file(`${LIBRARY_FOLDER}/${basename(path)}`, await readFile(path), true));
  return [...entries, ...(await Promise.all(copies))];
}

const FIXED: Entry[] = [
  { path: 'dev/console', type: 'device', mode: 0o600, major: 5, minor: 1 },
  { path: 'etc/mtab', type: 'link', target: '/proc/self/mounts' },
  ...['reboot', 'halt', 'shutdown'].map((name): Entry => ({ path: `sbin/${name}`, type: 'link', target: 'poweroff' })),
  { path: 'var/run', type: 'link', target: '/run' },
  { path: 'root', type: 'directory', mode: 0o700 },
  { path: 'tmp', type: 'directory', mode: 0o1777 },
  ...['proc', 'sys', 'run', 'home', 'mnt', 'data', 'var/log', 'var/tmp'].map((path): Entry => ({ path, type: 'directory', mode: 0o755 })),
];

export interface Initramfs {
  /** gzip. */
  archive: Buffer;
  kernelVersion: string;
}

/** Puts the guest's root together: later entries replace earlier ones of the same path. */
export async function buildInitramfs(root: string, staging: string): Promise<Initramfs> {
  const kernelVersion = await stageModules(root, staging);
  const entries = [...(await busybox(root)), ...(await programs(root)), ...(await tree(staging)), ...FIXED, ...(await tree(ROOTFS))];
  return { archive: gzipSync(cpio(entries), { level: 9 }), kernelVersion };
}
