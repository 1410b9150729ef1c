import { mkdirSync } from 'node:fs';
import type { Server } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createClusterBackend, loadKubeConfig } from './gateway/cluster-backend';
import { consoleApi } from './gateway/console-api';
import type { MonitoringTargets } from './gateway/monitoring';
import { createPageServer, type Extra } from './gateway/page-server';
import type { ApiBackend } from './gateway/backend';
import { createQemuDriver } from './guests/qemu/qemu-driver';
import { createSimulatedDriver } from './guests/simulated/simulated-driver';
import type { GuestDriver } from './guests/driver';
import { createImageRegistry } from './images/registry';
import { systemClock } from './lib/clock';
import { createLogger, type Logger } from './lib/logger';
import { openLogFile } from './lib/log-file';
import { serverFlags } from './console-flags';
import { Folders } from './folders';
import { startLocalCluster } from './local-cluster';
import { readOptions, type Options } from './options';

/** What answers the page's API requests, and how it ends. */
interface Part {
  backend: ApiBackend;
  extras: readonly Extra[];
  prometheus?: string | undefined;
  maySee?: MonitoringTargets['maySee'];
  notes: readonly string[];
  stop(): Promise<void>;
}

function createDriver(options: Options, logger: Logger): Promise<GuestDriver> | GuestDriver {
  if (options.hypervisor === 'simulated') return createSimulatedDriver({ clock: systemClock, logger });
  return createQemuDriver({ folder: join(options.data, 'guests'), clock: systemClock, logger });
}

async function localPart(options: Options, logger: Logger): Promise<Part> {
  const cluster = await startLocalCluster(options, logger, () => createDriver(options, logger));
  const local = { client: cluster.client, userOf: (req: Parameters<typeof cluster.sessions.userOf>[0]) => cluster.sessions.userOf(req) };
  const extras: Extra[] = [(req, res, url) => cluster.sessions.serve(req, res, url), cluster.uploads, cluster.exports, consoleApi(local), createImageRegistry({ folder: Folders.guest, logger })];
  if (cluster.monitoring) extras.push(cluster.monitoring.serve);
  return { ...cluster, extras, prometheus: cluster.monitoring?.prometheus, maySee: cluster.maySeeMetrics };
}

async function clusterPart(options: Options, logger: Logger): Promise<Part> {
  const config = await loadKubeConfig(options.kubeconfig);
  const notes = [`  cluster     ${config.getCurrentCluster()?.server ?? ''} (context ${config.getCurrentContext()})`];
  return { backend: createClusterBackend(config, logger.child('cluster')), extras: [consoleApi()], notes, stop: () => Promise.resolve() };
}

/** Names besides loopback under which this address is reached; the wildcard is reached under all of the machine's. */
function ownNames(address: string): Set<string> {
  if (address !== '0.0.0.0' && address !== '::') return new Set([address]);
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return new Set([hostname().toLowerCase(), ...addresses.map((each) => (each.family === 'IPv6' ? `[${each.address}]` : each.address))]);
}

const isLoopback = (address: string) => address === '127.0.0.1' || address === '::1' || address === 'localhost';

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new Error(`port ${port} is in use; choose another with --port`) : error),
    );
    server.listen(port, address, () => done());
  });
}

async function run(options: Options): Promise<void> {
  mkdirSync(options.data, { recursive: true });
  const logger = createLogger(openLogFile(join(options.data, 'companion.log')));
  const part = options.kubeconfig ? await clusterPart(options, logger) : await localPart(options, logger);
  const page = createPageServer({
    backend: part.backend,
    hostFolder: Folders.host,
    pluginFolder: Folders.plugin,
    flags: serverFlags(options.kubeconfig ? 'cluster' : 'local', options.hypervisor),
    monitoring: { prometheus: options.prometheus ?? part.prometheus, alertmanager: options.alertmanager, ...(part.maySee ? { maySee: part.maySee } : {}) },
    allowedHosts: ownNames(options.address),
    extras: part.extras,
    logger: logger.child('gateway'),
  });
  await listen(page, options.port, options.address);
  if (!isLoopback(options.address)) console.log(`\n  Everybody who reaches ${options.address} acts as ${options.user}.`);
  console.log(`\n  virtdeck    http://${options.address}:${options.port}\n${part.notes.join('\n')}\n`);
  stopOnSignal(async () => {
    page.close();
    page.closeAllConnections();
    await part.stop();
  });
}

/** The first signal shuts down in order; a second one does not wait. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(130);
    stopping = true;
    console.log('\n  stopping; guests are shut down in order (press Ctrl-C again to leave at once)');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(String(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
