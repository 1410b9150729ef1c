import { open, mkdir, truncate, writeFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './packages';

const SECTOR = 512;
const MiB = 1024 * 1024;
const BOOT_START = 1 * MiB;
const BOOT_SIZE = 31 * MiB;
const DATA_START = BOOT_START + BOOT_SIZE;
/** What the guest sees; the rest beyond the boot partition is its data partition. */
export const VIRTUAL_SIZE = 256 * MiB;

/** tty0 is the screen; the last one, the serial line, is where init's own messages go. */
const KERNEL_LINE = 'console=tty0 console=ttyS0,115200 quiet loglevel=3 net.ifnames=0 panic=10 random.trust_cpu=on';

const SYSLINUX = ['SERIAL 0 115200', 'DEFAULT linux', 'PROMPT 0', 'LABEL linux', '  LINUX /vmlinuz', '  INITRD /initrd.gz', `  APPEND ${KERNEL_LINE}`, ''];
const LOADER_ENTRY = ['title virtdeck guest', 'linux /vmlinuz', 'initrd /initrd.gz', `options ${KERNEL_LINE}`, ''];

/** Files get a fixed date, so that equal input gives an equal image. */
const REPEATABLE = { MTOOLS_SKIP_CHECK: '1', SOURCE_DATE_EPOCH: '1700000000', TZ: 'UTC' };

export interface BootFiles {
  kernel: string;
  initrd: Buffer;
}

/** One entry of the MBR's table; CHS fields say "use LBA". */
function partition(type: number, active: boolean, start: number, size: number): Buffer {
  const entry = Buffer.alloc(16);
  entry.set([active ? 0x80 : 0, 0xfe, 0xff, 0xff, type, 0xfe, 0xff, 0xff]);
  entry.writeUInt32LE(start / SECTOR, 8);
  entry.writeUInt32LE(size / SECTOR, 12);
  return entry;
}

/** The first sector: boot code of syslinux, a disk id, an EFI system partition that BIOS boots too, the data partition. */
export function bootRecord(code: Buffer): Buffer {
  const sector = Buffer.alloc(SECTOR);
  code.copy(sector, 0, 0, Math.min(code.length, 440));
  sector.write('vdk1', 440);
  partition(0xef, true, BOOT_START, BOOT_SIZE).copy(sector, 446);
  partition(0x83, false, DATA_START, VIRTUAL_SIZE - DATA_START).copy(sector, 462);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}

async function bootPartition(root: string, folder: string, files: BootFiles): Promise<string> {
  const image = join(folder, 'boot.img');
  const bin = join(root, 'usr/bin');
  const mtools = (...args: string[]) => command(join(bin, 'mtools'), ['-c', ...args], { env: REPEATABLE });
  await writeFile(image, '');
  await truncate(image, BOOT_SIZE);
  await command(join(root, 'sbin/mkfs.fat'), ['--invariant', '-F', '16', '-s', '4', '-i', '76646b31', '-n', 'VIRTDECK', '-h', String(BOOT_START / SECTOR), image]);
  await mtools('mmd', '-i', image, '::/EFI', '::/EFI/BOOT', '::/loader', '::/loader/entries', '::/syslinux');
  const copy = async (name: string, content: string | Buffer) => {
    const path = join(folder, 'file');
    await writeFile(path, content);
    await mtools('mcopy', '-i', image, path, `::${name}`);
  };
  await mtools('mcopy', '-i', image, files.kernel, '::/vmlinuz');
  await copy('/initrd.gz', files.initrd);
  await copy('/syslinux/syslinux.cfg', SYSLINUX.join('\n'));
  await copy('/loader/loader.conf', 'default virtdeck.conf\ntimeout 0\neditor no\n');
  await copy('/loader/entries/virtdeck.conf', LOADER_ENTRY.join('\n'));
  await mtools('mcopy', '-i', image, join(root, 'usr/lib/systemd/boot/efi/systemd-bootx64.efi'), '::/EFI/BOOT/BOOTX64.EFI');
  // Writes ldlinux.sys with the help of mcopy and mattrib, which it looks for in the PATH.
  await command(join(bin, 'syslinux'), ['--install', '--directory', '/syslinux', image], { env: { ...REPEATABLE, PATH: `${bin}:${process.env.PATH}` } });
  return image;
}

async function dataPartition(root: string, folder: string): Promise<string> {
  const image = join(folder, 'data.img');
  const libraries = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((each) => join(root, each)).join(':');
  const size = `${(VIRTUAL_SIZE - DATA_START) / 1024}k`;
  const options = ['-q', '-F', '-t', 'ext4', '-L', 'virtdeck-data', '-b', '4096', '-i', '32768', '-m', '0', '-J', 'size=4', '-O', '^metadata_csum_seed'];
  // Room for group descriptors up to 64 GiB, so that the file system can follow a larger claim while mounted.
  const growth = ['-E', 'lazy_itable_init=0,lazy_journal_init=0,resize=16777216,hash_seed=76646b31-0000-4000-8000-000000000001'];
  await command(join(root, 'lib64/ld-linux-x86-64.so.2'), ['--inhibit-cache', '--library-path', libraries, join(root, 'sbin/mke2fs'), ...options, ...growth, '-U', '76646b31-0000-4000-8000-000000000002', image, size], {
    env: { MKE2FS_CONFIG: join(root, 'etc/mke2fs.conf'), E2FSPROGS_FAKE_TIME: '1' },
  });
  return image;
}

async function place(target: string, source: string, offset: number): Promise<void> {
  await command('dd', [`if=${source}`, `of=${target}`, 'bs=1M', `seek=${offset / MiB}`, 'conv=notrunc,sparse', 'status=none']);
}

/** Assembles the disk and writes it as a compressed qcow2 to `target`. */
export async function buildDisk(root: string, folder: string, files: BootFiles, target: string): Promise<void> {
  const raw = join(folder, 'disk.raw');
  await mkdir(folder, { recursive: true });
  const code = join(folder, 'mbr.bin');
  await copyFile(join(root, 'usr/lib/syslinux/mbr/mbr.bin'), code);
  await writeFile(raw, '');
  await truncate(raw, VIRTUAL_SIZE);
  await place(raw, await bootPartition(root, folder, files), BOOT_START);
  await place(raw, await dataPartition(root, folder), DATA_START);
  const disk = await open(raw, 'r+');
  const boot = await open(code, 'r');
  try {
    await disk.write(bootRecord(await boot.readFile()), 0, SECTOR, 0);
  } finally {
    await boot.close();
    await disk.close();
  }
  await command('qemu-img', ['convert', '-c', '-m', '1', '-f', 'raw', '-O', 'qcow2', raw, target]);
}
