import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Need {
  debian: string;
  /** A program on the path, or a file, that shows that it is installed. */
  program?: string;
  file?: string;
  /** What does not work without it. */
  off: string;
}

/** What the local cluster and the built-in guest image are made with. */
export const RUNTIME_NEEDS: readonly Need[] = [
  { debian: 'qemu-system-x86', program: 'qemu-system-x86_64', off: 'guests cannot start' },
  { debian: 'qemu-utils', program: 'qemu-img', off: 'disks cannot be made' },
  { debian: 'ovmf', file: '/usr/share/OVMF/OVMF_CODE_4M.fd', off: 'guests with UEFI cannot start' },
  { debian: 'swtpm', program: 'swtpm', off: 'guests with a TPM cannot start' },
  { debian: 'genisoimage', program: 'genisoimage', off: 'cloud-init data does not reach guests' },
  { debian: 'xz-utils', program: 'xz', off: 'images packed with xz cannot be imported' },
  { debian: 'zstd', program: 'zstd', off: 'images packed with zstd cannot be imported' },
  { debian: 'prometheus', program: 'prometheus', off: 'there are no metrics' },
];

export const TEST_NEEDS: readonly Need[] = [{ debian: 'chromium', program: 'chromium', off: 'browser tests cannot run' }];

function present(need: Need): boolean {
  if (need.file) return existsSync(need.file);
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, need.program ?? '')));
}

export function missing(needs: readonly Need[]): Need[] {
  return needs.filter((need) => !present(need));
}

function apt(args: string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

const mayInstall = () => process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

/** Installs what is missing where root and apt allow; otherwise says what to run and what is off until then. */
export function installSystemPackages(needs: readonly Need[]): void {
  const wanted = missing(needs);
  if (wanted.length === 0) return;
  const names = wanted.map((need) => need.debian);
  const installed = mayInstall() && apt(['update', '-qq']) && apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
  if (installed) return;
  console.log(`  Some programs are missing. To install them: sudo apt-get install ${names.join(' ')}`);
  for (const need of missing(needs)) console.log(`  Without ${need.debian}, ${need.off}.`);
}
