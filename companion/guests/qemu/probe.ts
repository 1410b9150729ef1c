import { spawn } from 'node:child_process';
import { access, constants, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import { stringAt } from '../json';
import { messageOf } from '../guest-error';
import type { Accelerator } from './machine-arguments';
import { probeExitCode, probeImage } from './probe-image';

/** What the probe found, and why. */
export interface ProbeResult {
  accelerator: Accelerator;
  reason: string;
}

export interface ProbeOptions {
  /** Holds the payload and the remembered result. */
  folder: string;
  qemuPath: string;
  clock: Clock;
  logger: Logger;
}

const limitMs = 4_000;

const probeArguments = (accelerator: Accelerator, image: string) => [
  ...['-accel', accelerator, '-cpu', accelerator === 'kvm' ? 'host' : 'max', '-machine', 'q35', '-m', '32M'],
  ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
  ...['-device', 'isa-debug-exit,iobase=0xf4,iosize=4', '-blockdev', JSON.stringify({ driver: 'file', 'node-name': 'probe', filename: image, 'read-only': true })],
  ...['-device', 'virtio-blk-pci,drive=probe,bootindex=1'],
];

/**
 * Boots the payload with an accelerator. Undefined when it ran, else why not. A process that hangs in the kernel cannot
 * even be killed: it is given up, not waited for.
 */
export function tryToBoot(accelerator: Accelerator, image: string, { qemuPath, clock }: ProbeOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(qemuPath, probeArguments(accelerator, image), { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const finish = (reason: string | undefined) => {
      cancel();
      resolve(reason);
    };
    const cancel = clock.after(limitMs, () => {
      child.kill('SIGKILL');
      child.unref();
      child.stderr.destroy();
      finish(`nothing booted within ${limitMs / 1000} s`);
    });
    child.once('error', (error) => finish(messageOf(error)));
    child.once('close', (code) => finish(code === probeExitCode ? undefined : words.trim().split('\n')[0] || `exit code ${code}`));
  });
}

async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const usable = await access('/dev/kvm', constants.R_OK | constants.W_OK).then(() => true, () => false);
  if (!usable) return { accelerator: 'tcg', reason: '/dev/kvm is not there or not permitted' };
  const image = join(options.folder, '.probe.img');
  await writeFile(image, probeImage());
  const failure = await tryToBoot('kvm', image, options);
  return failure ? { accelerator: 'tcg', reason: `KVM does not work here: ${failure}` } : { accelerator: 'kvm', reason: 'a guest booted with KVM' };
}

/** Finds out once per boot of this machine whether guests can use KVM: only a guest that really boots counts. */
export async function probeAccelerator(options: ProbeOptions): Promise<ProbeResult> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => 'unknown')).trim();
  const cache = join(options.folder, '.accelerator.json');
  const known: unknown = JSON.parse(await readFile(cache, 'utf8').catch(() => '{}'));
  const accelerator = stringAt(known, 'accelerator');
  if (stringAt(known, 'boot') === boot && stringAt(known, 'qemu') === options.qemuPath && (accelerator === 'kvm' || accelerator === 'tcg')) {
    return { accelerator, reason: stringAt(known, 'reason') ?? '' };
  }
  const result = await probe(options);
  options.logger.info('probed hardware acceleration', { ...result });
  await writeFile(cache, JSON.stringify({ boot, qemu: options.qemuPath, ...result }));
  return result;
}
