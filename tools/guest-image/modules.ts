import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { command } from './packages';

/** Buses, disks, networks, input and file systems a KubeVirt guest can meet. What they depend on is found by itself. */
const WANTED = [
  ...['virtio_pci', 'virtio_blk', 'virtio_scsi', 'virtio_net', 'virtio_console', 'virtio_rng', 'virtio_balloon', 'virtio_input', 'virtio_mem'],
  ...['ahci', 'ata_piix', 'sd_mod', 'sr_mod', 'nvme', 'usb_storage', 'xhci_pci', 'ehci_pci', 'uhci_hcd', 'usbhid', 'hid_generic'],
  ...['e1000', 'e1000e', '8139cp', '8139too'],
  ...['ext4', 'crc32c_generic', 'overlay', 'isofs', 'vfat', 'nls_cp437', 'nls_ascii', 'nls_iso8859_1', 'virtiofs'],
  ...['button', 'evdev', 'i6300esb', 'pvpanic_pci', 'tpm_tis', 'tpm_crb', 'vmw_vsock_virtio_transport'],
];

const nameOf = (path: string) => basename(path, '.ko').replaceAll('-', '_');

async function findModules(folder: string): Promise<Map<string, string>> {
  const files = await readdir(folder, { recursive: true });
  return new Map(files.filter((file) => file.endsWith('.ko')).map((file) => [nameOf(file), join(folder, file)]));
}

/** Reads `depends=a,b` out of the module's .modinfo section. */
async function dependenciesOf(path: string): Promise<string[]> {
  const content = await readFile(path, 'latin1');
  const list = /\0depends=([^\0]*)\0/.exec(content)?.[1] ?? '';
  return list.split(',').filter((name) => name !== '').map((name) => name.replaceAll('-', '_'));
}

async function closure(all: Map<string, string>): Promise<string[]> {
  const chosen = new Set<string>();
  const queue = [...WANTED];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const path = all.get(name);
    // Not there: built into the kernel.
    if (!path || chosen.has(path)) continue;
    chosen.add(path);
    queue.push(...(await dependenciesOf(path)));
  }
  return [...chosen].sort();
}

/** Copies the chosen modules below `staging` (as `lib/modules/VERSION`) with the indexes modprobe needs; returns the kernel's version. */
export async function stageModules(root: string, staging: string): Promise<string> {
  const [version] = await readdir(join(root, 'lib/modules'));
  if (!version) throw new Error('the kernel package holds no modules');
  const source = join(root, 'lib/modules', version);
  const target = join(staging, 'lib/modules', version);
  for (const path of await closure(await findModules(source))) {
    const copy = join(target, relative(source, path));
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(path, copy);
  }
  await command(join(root, 'bin/busybox'), ['depmod', '-b', staging, version]);
  return version;
}
