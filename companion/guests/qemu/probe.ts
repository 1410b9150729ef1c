import type { Accelerator } from './machine-arguments';

export async function probeAccelerator(): Promise<Accelerator> {
  return 'tcg';
}
