import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { readOptions, type Options } from '../../companion/options';
import { buildAll, buildGuest } from './builds';
import { StartError, step } from './steps';
import { installSystemPackages, RUNTIME_NEEDS } from './system-packages';

function checkPort(port: number, address: string, option: string): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? `port ${port} is in use; choose another with ${option}` : `cannot listen on ${address}:${port}: ${error.message}`;
      fail(new StartError(why));
    });
    probe.listen(port, address, () => probe.close(() => done()));
  });
}

function companion(args: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', 'build/companion/main.mjs', ...args], { stdio: 'inherit' });
    // The terminal sends Ctrl-C to both; this process only waits until the other one has shut down in order.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => signal === 'SIGTERM' && child.kill('SIGTERM'));
    child.on('close', (code) => done(code ?? 1));
  });
}

async function prepare(options: Options): Promise<void> {
  await checkPort(options.port, options.address, '--port');
  if (!options.kubeconfig) await checkPort(options.apiPort, options.address, '--api-port');
  const local = !options.kubeconfig && options.hypervisor === 'qemu';
  if (local) await step('system packages', () => installSystemPackages(RUNTIME_NEEDS));
  await buildAll();
  if (local) await buildGuest();
}

/** From a checkout to a running console. Returns when it has been stopped. */
export async function start(args: readonly string[]): Promise<void> {
  try {
    await prepare(readOptions(args));
    process.exitCode = await companion(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
