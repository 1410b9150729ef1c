/** A step of the start-up: says what it does, and how long it took. */
export async function step<T>(name: string, run: () => Promise<T> | T): Promise<T> {
  const started = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`… ${name}\r`);
  try {
    const result = await run();
    console.log(`✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    console.log(`✗ ${name}`);
    throw error;
  }
}

/** A fault a person can mend: printed as it is, without a stack. */
export class StartError extends Error {}
