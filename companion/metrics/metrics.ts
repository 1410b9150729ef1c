import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import {
  ClusterInstancetypeKind,
  ClusterPreferenceKind,
  DataImportCronKind,
  DataVolumeKind,
  MigrationKind,
  NodeKind,
  PersistentVolumeClaimKind,
  PodKind,
  SnapshotKind,
  StorageClassKind,
  StorageProfileKind,
  VirtualMachineInstanceKind,
  VirtualMachineKind,
} from '../../contracts/kinds';
import type { GuestDriver, MigrationProgress } from '../guests/driver';
import type { Clock } from '../lib/clock';
import type { ObjectReader } from '../store/client';
import type { Streams } from '../streams/streams';
import { collectComponents, collectNodes, collectPods } from './cluster';
import { Exposition } from './exposition';
import { collectGuests } from './guests';
import { collectInstances, collectOutdated, collectSessions, guestLabels, launchersOf, placeOf } from './instances';
import { vendorNames } from './machine-facts';
import { measureGuests } from './measure-guests';
import { collectMachines } from './machines';
import { collectMigrationProgress, collectMigrations } from './migrations';
import { claimSizes, collectCdi, collectRestoredClaims, collectSnapshots } from './storage';
import { watchTransitions } from './transitions';

/** KubeVirt whose names and labels these metrics have. */
const KUBEVIRT_VERSION = 'v1.9.0';
/** With more guests the others have the metrics that lists show, without their VMI's labels: Prometheus needs some kilobytes for each series. */
const GUESTS_IN_DETAIL = 500;

export interface MetricsOptions {
  reader: ObjectReader;
  driver: GuestDriver;
  streams: Pick<Streams, 'use'>;
  clock: Clock;
}

export interface Metrics {
  /** What Prometheus scrapes. */
  collect(): Promise<Exposition>;
  /** Answers `/metrics`; false when the request is somebody else's. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
  stop(): void;
}

const SLICE = 100;

/** Ten thousand machines are a long text: after each slice others may run. */
async function inSlices<T>(items: readonly T[], take: (slice: readonly T[]) => void): Promise<void> {
  for (let start = 0; start < items.length; start += SLICE) {
    take(items.slice(start, start + SLICE));
    await turn();
  }
}

function followMigrations(driver: GuestDriver): { of(uid: string): MigrationProgress | undefined; stop(): void } {
  const progress = new Map<string, MigrationProgress>();
  const stop = driver.subscribe((event) => {
    if (event.type !== 'migration') return;
    if (event.progress.state === 'active') progress.set(event.uid, event.progress);
    else progress.delete(event.uid);
  });
  return { of: (uid) => progress.get(uid), stop };
}

async function* unhurried(exposition: Exposition): AsyncGenerator<Buffer> {
  for (const piece of exposition.pieces()) {
    yield piece;
    await turn();
  }
}

/** Sends piece by piece, no faster than it is read. */
async function send(response: ServerResponse, exposition: Exposition): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  await pipeline(unhurried(exposition), response);
}

async function collectAll({ reader, driver, streams, clock }: MetricsOptions, progressOf: (uid: string) => MigrationProgress | undefined): Promise<Exposition> {
  const out = new Exposition();
  const instances = reader.list(VirtualMachineInstanceKind);
  const pods = reader.list(PodKind);
  const claims = reader.list(PersistentVolumeClaimKind);
  const known = { instancetypes: vendorNames(reader.list(ClusterInstancetypeKind)), preferences: vendorNames(reader.list(ClusterPreferenceKind)) };
  collectComponents(out, { version: KUBEVIRT_VERSION, emulation: !driver.capabilities.hardwareAcceleration });
  const sizes = claimSizes(claims);
  const launchers = launchersOf(pods);
  await inSlices(reader.list(VirtualMachineKind), (slice) => collectMachines(out, slice, known, sizes));
  await inSlices(instances, (slice) => collectInstances(out, slice, known, launchers));
  collectOutdated(out, instances);
  const migrations = reader.list(MigrationKind);
  collectMigrations(out, migrations);
  collectMigrationProgress(out, instances, migrations, progressOf);
  collectNodes(out, reader.list(NodeKind));
  await inSlices(pods, (slice) => collectPods(out, slice));
  collectRestoredClaims(out, claims);
  collectSnapshots(out, reader.list(SnapshotKind));
  collectCdi(out, {
    crons: reader.list(DataImportCronKind),
    volumes: reader.list(DataVolumeKind),
    profiles: reader.list(StorageProfileKind),
    classes: reader.list(StorageClassKind),
  });
  collectSessions(out, instances, streams.use);
  const running = instances.filter(({ status }) => status?.phase === 'Running');
  const inDetail = await measureGuests({ driver, clock, labelsOf: guestLabels }, running.slice(0, GUESTS_IN_DETAIL));
  await inSlices(inDetail, (slice) => collectGuests(out, slice, 'all'));
  const others = await measureGuests({ driver, clock, labelsOf: placeOf }, running.slice(GUESTS_IN_DETAIL));
  await inSlices(others, (slice) => collectGuests(out, slice, 'listed'));
  return out;
}

/** The cluster and its guests in KubeVirt's metric names. */
export function createMetrics(options: MetricsOptions): Metrics {
  const transitions = watchTransitions(options.reader, options.driver, options.clock);
  const migrations = followMigrations(options.driver);
  let underWay: Promise<Exposition> | undefined;

  const write = async () => {
    const out = await collectAll(options, migrations.of);
    transitions.write(out);
    return out;
  };
  /** Several scrapers at once share one look at the guests. */
  const collect = () => (underWay ??= write().finally(() => (underWay = undefined)));

  return {
    collect,
    serve(request, response) {
      if ((request.url ?? '').split('?')[0] !== '/metrics') return false;
      if (request.method !== 'GET') {
        response.writeHead(405, { allow: 'GET' }).end();
        return true;
      }
      collect()
        .then((exposition) => send(response, exposition))
        .catch(() => {
          // A scraper that hung up ends here too.
          if (response.headersSent) response.destroy();
          else response.writeHead(500).end('the metrics cannot be collected');
        });
      return true;
    },
    stop() {
      transitions.stop();
      migrations.stop();
    },
  };
}
