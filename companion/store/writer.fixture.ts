import { silentLogger } from '../lib/logger';
import { systemClock } from '../lib/clock';
import { openStore } from './open-store';

/** Writes objects as fast as it can and prints the name of each that was answered, until it is killed. */
const folder = process.argv[2] ?? '';
const store = await openStore({ folder, clock: systemClock, logger: silentLogger });
let next = 0;
const write = async (): Promise<never> => {
  for (;;) {
    const name = `n${next}`;
    next += 1;
    await store.put('configmaps', `a/${name}`, 'struct', (revision) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'a', resourceVersion: String(revision) },
      data: { filler: 'x'.repeat(2000) },
    })).committed;
    process.stdout.write(`${name}\n`);
  }
};
await Promise.all(Array.from({ length: 16 }, write));
