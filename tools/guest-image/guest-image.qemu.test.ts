import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { buildGuestImage } from './build';
import { startGuest, type GuestProcess } from './test-support/guest-process';

const OVMF = '/usr/share/OVMF/OVMF_CODE_4M.fd';
const home = mkdtempSync(join(tmpdir(), 'guest-image-test-'));
const disk = join(home, 'disk.qcow2');
let guest: GuestProcess | undefined;

function seed(label: string, files: Record<string, string>): string {
  const folder = join(home, label);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  execFileSync('genisoimage', ['-quiet', '-V', label, '-J', '-r', '-o', `${folder}.iso`, folder]);
  return `file=${folder}.iso,format=raw,if=virtio,readonly=on`;
}

const USER_DATA = `#cloud-config
user: operator
password: "s3cret: x"
chpasswd: { expire: False }
write_files:
  - path: /etc/written
    content: |
      by user-data
runcmd:
  - echo "ran as $(id -un)" > /data/ran
  - [sh, -c, 'echo "as a list" >> /data/ran']
`;

beforeAll(async () => {
  await buildGuestImage({ out: 'build/guest' });
  copyFileSync('build/guest/guest.qcow2', disk);
}, 180_000);

afterEach(() => guest?.kill());
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('obeys cloud-init, keeps what is written, and leaves when the power button is pressed', async () => {
  const disks = [`file=${disk},format=qcow2,if=virtio`, seed('cidata', { 'user-data': USER_DATA, 'meta-data': 'instance-id: one\nlocal-hostname: machine-one\n' })];
  guest = await startGuest(home, disks);
  await guest.logIn('operator', 's3cret: x');
  expect(await guest.shell('uname -s; hostname; cat /etc/written')).toBe('Linux\nmachine-one\nby user-data');
  await guest.shell('until [ -e /run/cloud/finished ]; do usleep 100000; done');
  expect(await guest.shell('cat /data/ran; ip -4 -o addr show eth0 | grep -o "10.0.2.[0-9]*/"')).toBe('ran as root\nas a list\n10.0.2.15/');
  await guest.shell('echo mine > ~/file; sudo sh -c "echo kept > /data/kept"');
  expect(await guest.powerDown()).toBe(0);

  guest = await startGuest(home, disks);
  await guest.logIn('operator', 's3cret: x');
  expect(await guest.shell('cat ~/file /data/kept; wc -l < /data/ran')).toBe('mine\nkept\n2');
  expect(await guest.powerDown()).toBe(0);
}, 180_000);

it('refuses a wrong password', async () => {
  guest = await startGuest(home, [`file=${disk},format=qcow2,if=virtio,snapshot=on`]);
  await guest.hear(/login: $/);
  guest.say('virtdeck');
  await guest.hear(/Password: $/);
  guest.say('wrong');
  expect(await guest.hear(/Login incorrect/)).toContain('Login incorrect');
}, 120_000);

it.skipIf(!existsSync(OVMF))('boots by UEFI from a SATA disk, reads a ConfigDrive and grows into a larger claim', async () => {
  const large = join(home, 'large.qcow2');
  copyFileSync('build/guest/guest.qcow2', large);
  execFileSync('qemu-img', ['resize', '-q', large, '1G']);
  const drive = seed('config-2', {
    'openstack/latest/meta_data.json': '{"uuid": "u-1", "hostname": "machine-two"}',
    'openstack/latest/user_data': '#cloud-config\nusers:\n  - default\n  - name: second\n    plain_text_passwd: two\n',
  });
  const disks = [`if=pflash,format=raw,readonly=on,file=${OVMF}`, `file=${large},format=qcow2,if=none,id=root`, drive];
  guest = await startGuest(home, disks, ['-device', 'ide-hd,drive=root']);
  await guest.logIn('second', 'two');
  expect(await guest.shell('hostname')).toBe('machine-two');
  await guest.shell('until [ -e /run/cloud/finished ]; do usleep 100000; done');
  expect(await guest.shell('ls /sys/firmware/efi | grep -c fw_vendor; df -k / | awk \'END { print ($2 > 900000) }\'')).toBe('1\n1');
  expect(await guest.powerDown()).toBe(0);
}, 180_000);
