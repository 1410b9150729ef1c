import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildDisk, VIRTUAL_SIZE } from './disk';
import { buildInitramfs } from './initramfs';
import { fetchPackages } from './packages';

const VERSION = '1.0.0';
const SOURCES = fileURLToPath(new URL('.', import.meta.url));

/** `guest.json`, beside `guest.qcow2`. */
export interface GuestImage {
  name: string;
  version: string;
  /** Digest of what the image was built from, apart from the packages: decides whether it must be built again. */
  inputs: string;
  digest: string;
  size: number;
  virtualSize: number;
  /** User that can log in when there is no cloud-init data; `password` of cloud-init is theirs. */
  defaultUser: string;
  defaultPassword: string;
  kernel: string;
  packages: Record<string, string>;
}

interface BuildOptions {
  out: string;
  /** Build even when nothing changed (newer packages). */
  refresh?: boolean;
  onStep?(step: string): void;
}

async function inputsDigest(): Promise<string> {
  const hash = createHash('sha256').update(VERSION);
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile() && !each.name.endsWith('.test.ts') && !each.parentPath.endsWith('test-support')).map((each) => join(each.parentPath, each.name));
  for (const path of files.sort()) hash.update(path.slice(SOURCES.length)).update(await readFile(path));
  return hash.digest('hex');
}

function isGuestImage(value: unknown): value is GuestImage {
  return typeof value === 'object' && value !== null && 'inputs' in value && 'digest' in value && 'size' in value;
}

/** The image that is already there, when it was made of the same inputs and is whole. */
async function existing(out: string, inputs: string): Promise<GuestImage | undefined> {
  try {
    const facts: unknown = JSON.parse(await readFile(join(out, 'guest.json'), 'utf8'));
    if (!isGuestImage(facts) || facts.inputs !== inputs) return undefined;
    return (await stat(join(out, 'guest.qcow2'))).size === facts.size ? facts : undefined;
  } catch {
    return undefined;
  }
}

async function build(out: string, work: string, inputs: string, step: (name: string) => void): Promise<GuestImage> {
  step('downloading Debian packages');
  const { root, versions } = await fetchPackages(work);
  step('building the initramfs');
  const { archive, kernelVersion } = await buildInitramfs(root, join(work, 'staging'));
  step('writing the disk');
  const disk = join(work, 'guest.qcow2');
  await buildDisk(root, join(work, 'disk'), { kernel: join(root, `boot/vmlinuz-${kernelVersion}`), initrd: archive }, disk);
  const content = await readFile(disk);
  const facts: GuestImage = {
    name: 'virtdeck guest',
    version: VERSION,
    inputs,
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    size: content.length,
    virtualSize: VIRTUAL_SIZE,
    defaultUser: 'virtdeck',
    defaultPassword: 'virtdeck',
    kernel: kernelVersion,
    packages: versions,
  };
  await writeFile(join(work, 'guest.json'), `${JSON.stringify(facts, null, 2)}\n`);
  await rename(disk, join(out, 'guest.qcow2'));
  await rename(join(work, 'guest.json'), join(out, 'guest.json'));
  return facts;
}

/** Builds `guest.qcow2` and `guest.json` in `out`, or finds that they are up to date. Needs apt, dpkg-deb and qemu-img, no root. */
export async function buildGuestImage({ out: folder, refresh = false, onStep = () => undefined }: BuildOptions): Promise<GuestImage> {
  const out = resolve(folder);
  const inputs = await inputsDigest();
  const found = refresh ? undefined : await existing(out, inputs);
  if (found) {
    onStep('up to date');
    return found;
  }
  await mkdir(out, { recursive: true });
  const work = await mkdtemp(join(out, '.work-'));
  try {
    return await build(out, work, inputs, onStep);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'build/guest' }, refresh: { type: 'boolean', default: false } } });
  const started = Date.now();
  const facts = await buildGuestImage({ ...values, onStep: (step) => console.log(`guest image: ${step} (${((Date.now() - started) / 1000).toFixed(1)} s)`) });
  console.log(`guest image: ${facts.digest}, ${(facts.size / 1024 / 1024).toFixed(1)} MiB`);
}
