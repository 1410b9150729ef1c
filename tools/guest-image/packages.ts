import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Follows to the newest kernel of the release: has the drivers for every disk bus and network model KubeVirt offers. */
const KERNEL = 'linux-image-amd64';

const PROGRAMS = ['busybox-static', 'qemu-guest-agent', 'dropbear-bin', 'e2fsprogs', 'dosfstools'];
const LIBRARIES = [
  'libc6',
  'libglib2.0-0',
  'libnuma1',
  'libudev1',
  'liburing2',
  'libpcre2-8-0',
  'zlib1g',
  'libcrypt1',
  'libtomcrypt1',
  'libtommath1',
  'libgmp10',
  'libext2fs2',
  'libcom-err2',
  'libblkid1',
  'libuuid1',
  'libss2',
];
const BUILD_TOOLS = ['syslinux', 'syslinux-common', 'systemd-boot-efi', 'mtools'];

/** What the image is made of, besides the kernel that `linux-image-amd64` points at. Downloaded and unpacked, never installed. */
export const guestImagePackages: readonly string[] = [KERNEL, ...PROGRAMS, ...LIBRARIES, ...BUILD_TOOLS];

export interface Packages {
  /** All packages unpacked over each other. */
  root: string;
  versions: Record<string, string>;
}

/** Everything runs with a plain environment, so that messages can be read and results repeat. */
export async function command(program: string, args: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...options.env };
  const { stdout } = await run(program, args, { cwd: options.cwd, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

async function concreteKernel(): Promise<string> {
  const text = await command('apt-cache', ['depends', KERNEL]);
  const name = /Depends: (linux-image-\S+)/.exec(text)?.[1];
  if (!name) throw new Error(`apt does not know the package ${KERNEL}: run "apt-get update" as root, then try again`);
  return name;
}

async function refreshLists(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('the package lists of apt are missing: run "sudo apt-get update", then try again');
  await command('apt-get', ['update', '-qq']);
}

async function download(names: string[], folder: string): Promise<void> {
  await command('apt-get', ['download', '-q', '-o', 'APT::Sandbox::User=root', ...names], { cwd: folder });
}

/** Downloads the packages through apt (any user may) and unpacks them below `folder`. */
export async function fetchPackages(folder: string): Promise<Packages> {
  const debs = join(folder, 'debs');
  const root = join(folder, 'root');
  await mkdir(debs, { recursive: true });
  await mkdir(root, { recursive: true });
  const wanted = async () => [await concreteKernel(), ...guestImagePackages.filter((name) => name !== KERNEL)];
  try {
    await download(await wanted(), debs);
  } catch {
    await refreshLists();
    await download(await wanted(), debs);
  }
  const versions: Record<string, string> = {};
  for (const file of (await readdir(debs)).sort()) {
    await command('dpkg-deb', ['-x', join(debs, file), root]);
    const [name = file, version = ''] = file.replace(/\.deb$/, '').split('_');
    versions[name] = decodeURIComponent(version);
  }
  return { root, versions };
}
