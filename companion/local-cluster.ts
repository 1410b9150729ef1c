import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { startRoleAggregation } from './access/aggregation';
import { createRbacAuthorizer } from './access/authorizer';
import { type Certificates, loadCertificates } from './access/certificates';
import { withEscalationChecks } from './access/escalation';
import { kubeconfigText, writeKubeconfig } from './access/kubeconfig';
import { projectKinds } from './access/projects';
import { reviewKinds } from './access/reviews';
import { createServiceAccountAuthenticator, type ServiceAccountAuthenticator } from './access/service-accounts';
import { createTokenSigner } from './access/service-account-tokens';
import { tokenReviewKind } from './access/token-review';
import { createTokenAuthenticator, loadTokens, type TokenUser } from './access/tokens';
import { ANONYMOUS } from './access/types';
import { userKinds } from './access/users';
import { createApiServer, type ApiServer } from './api/api-server';
import { publishBuiltIns, serveDefinitions } from './api/crd/serve-definitions';
import { loadSchemas } from './api/schema/load';
import { aggregatedGroups } from './controllers/cluster/aggregated-groups';
import { startApiServices } from './controllers/cluster/api-services';
import { bootstrap } from './controllers/cluster/bootstrap';
import { startTokenSecrets } from './controllers/cluster/service-account-secrets';
import { startGarbageCollector } from './controllers/gc';
import { startNamespaceController } from './controllers/namespace';
import { startBareControllers, startControllers } from './controllers/start-controllers';
import { Folders } from './folders';
import type { ApiBackend } from './gateway/backend';
import { createLocalBackend } from './gateway/local-backend';
import { createSessions, type Sessions } from './gateway/sessions';
import type { GuestDriver } from './guests/driver';
import { createImageService } from './images/service';
import { startMonitoring, type Monitoring } from './metrics/monitoring';
import type { AccessAttributes, Identity } from './kinds/definition';
import { ApiError } from './lib/api-error';
import { createUploadApi } from './kinds/cdi/upload/upload-api';
import { createUploadProxy, UPLOAD_PATH, type UploadProxy } from './kinds/cdi/upload/upload-proxy';
import { createUploadTokens } from './kinds/cdi/upload/upload-tokens';
import { withSubresources } from './kinds/core/subresources';
import { bareKinds, builtinKinds, withSchemas } from './kinds/registry';
import { createExportServer, EXPORT_PATH, type ExportServer } from './kinds/kubevirt/export/export-server';
import { createVirtSubresources } from './kinds/subresources/virt-subresources';
import { createMachineTemplateApi } from './kinds/templates/machine-template-api';
import { systemClock, timestamp } from './lib/clock';
import type { Logger } from './lib/logger';
import type { Options } from './options';
import { fleetNodeSize } from './seed/cluster';
import { seedFleet } from './seed/fleet';
import { seedWorld } from './seed/seed';
import type { ObjectClient } from './store/client';
import { openStore } from './store/open-store';
import { createReader } from './store/reader';
import { createStreams, type Streams } from './streams/streams';

/** The identity of the companion's own loops. */
const CONTROLLER: Identity = { username: 'system:serviceaccount:kubevirt:kubevirt-controller', groups: ['system:masters', 'system:authenticated'] };

/** What OpenShift asks of who queries the monitoring of the whole cluster. */
const CLUSTER_METRICS: AccessAttributes = { verb: 'get', group: 'monitoring.coreos.com', resource: 'prometheuses', subresource: 'api', namespace: 'openshift-monitoring', name: 'k8s' };

export interface LocalCluster {
  backend: ApiBackend;
  sessions: Sessions;
  client: ObjectClient;
  /** Absent without KubeVirt's kinds. */
  monitoring: Monitoring | undefined;
  uploads: UploadProxy;
  exports: ExportServer;
  /** May whoever asks see the metrics of a namespace, or of the whole cluster? */
  maySeeMetrics(req: IncomingMessage, namespace: string | undefined): boolean;
  /** What a person needs to know to use it, a line each. */
  notes: readonly string[];
  stop(): Promise<void>;
}

interface Parts {
  api: ApiServer;
  client: ObjectClient;
  driver: GuestDriver;
  streams: Streams;
  users: readonly TokenUser[];
  accounts: ServiceAccountAuthenticator;
  certificates: Certificates;
  exports: ExportServer;
}

/** The API at its own port, as any API server: TLS, tokens, no cookies. */
async function openApiPort(options: Options, { api, users, accounts, certificates, exports }: Parts): Promise<TlsServer> {
  const authenticator = createTokenAuthenticator(users, ANONYMOUS, accounts);
  const backend = createLocalBackend(api, () => authenticator, () => ANONYMOUS);
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const served = req.url?.startsWith(EXPORT_PATH) && (await exports(req, res, new URL(req.url, 'https://api')));
    if (!served) await backend.handle(req, res);
  };
  const server = createTlsServer({ key: certificates.key, cert: certificates.cert }, (req, res) => void handle(req, res));
  server.on('upgrade', (req, socket, head) => void backend.upgrade(req, socket, head));
  server.requestTimeout = 0;
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new Error(`port ${options.apiPort} is in use; choose another with --api-port`) : error),
    );
    server.listen(options.apiPort, options.address, done);
  });
  return server;
}

/** How clients on this machine reach the API port. */
const apiUrl = ({ address, apiPort }: Options) => `https://${address === '0.0.0.0' ? '127.0.0.1' : address}:${apiPort}`;

/** A kubeconfig per user in the data folder; the first user's has the plain name. */
function writeKubeconfigs(options: Options, ca: string, users: readonly TokenUser[]): string {
  const server = apiUrl(options);
  users.forEach(({ token, identity }, index) => {
    const name = index === 0 ? 'kubeconfig' : `kubeconfig-${identity.username}`;
    writeKubeconfig(join(options.data, name), kubeconfigText(server, ca, identity.username, token));
  });
  return join(options.data, 'kubeconfig');
}

async function populate(options: Options, { api, client, driver }: Parts, guestRegistry: string | undefined): Promise<void> {
  const fleet = options.simulate > 0;
  const size = fleet ? fleetNodeSize() : { cpus: cpus().length, memoryBytes: totalmem() };
  await seedWorld(client, {
    definitions: api.definitions(),
    nodeCount: fleet ? Math.max(3, Math.ceil(options.simulate / 200)) : driver.capabilities.real ? 2 : 3,
    nodeSize: size,
    guestRegistry,
    now: timestamp(systemClock),
  });
  if (fleet) await seedFleet(client, options.simulate);
}

/** Metrics are about KubeVirt's kinds: a bare API server has none. */
async function monitor(options: Options, { client, driver, streams }: Parts, logger: Logger): Promise<Monitoring | undefined> {
  if (options.bare) return undefined;
  return startMonitoring({
    reader: client,
    driver,
    streams,
    clock: systemClock,
    logger,
    folder: join(options.data, 'prometheus'),
    target: `${options.address === '0.0.0.0' ? '127.0.0.1' : options.address}:${options.port}`,
    manyMachines: options.simulate > 1_000,
    external: options.prometheus !== undefined,
  });
}

/** Brings up the local cluster: store, API, the first world, the loops. Ends in the opposite order. */
export async function startLocalCluster(options: Options, logger: Logger, createDriver: () => GuestDriver | Promise<GuestDriver>): Promise<LocalCluster> {
  mkdirSync(join(options.data, 'guests'), { recursive: true });
  const store = await openStore({ folder: join(options.data, 'objects'), clock: systemClock, logger });
  const users = loadTokens(join(options.data, 'tokens.csv'));
  const sessions = createSessions(users, options.user);
  const reader = createReader(store);
  const authorizer = createRbacAuthorizer(reader);
  const signer = createTokenSigner(join(options.data, 'service-account.key'), systemClock);
  const accounts = createServiceAccountAuthenticator(reader, signer, systemClock);
  const schemas = loadSchemas(Folders.schemas);
  const kinds = options.bare ? bareKinds(schemas) : builtinKinds(schemas);
  const virtual = [...reviewKinds(authorizer), tokenReviewKind({ users, accounts }), ...(options.bare ? [] : [...projectKinds, ...userKinds(users)])];
  const definitions = [...kinds.map(withEscalationChecks), ...withSchemas(virtual, schemas)];
  const api = createApiServer({ store, definitions, aggregated: [], authorizer, clock: systemClock, logger });
  const client = api.client(CONTROLLER, { internal: true });
  if (!options.bare) await publishBuiltIns({ api, client, schemas: schemas.digest });
  const stopDefinitions = serveDefinitions({ api, client, logger: logger.child('definitions') });
  const driver = await createDriver();
  const streams = createStreams(driver, systemClock);
  const images = createImageService({ folder: join(options.data, 'transfers'), logger: logger.child('images') });
  const stopAggregation = startRoleAggregation(client, logger.child('access'));
  if (!options.bare) api.serve(createVirtSubresources({ client, driver, streams, clock: systemClock }));
  const sources = { client, clock: systemClock, signer, serialHistory: (uid: string) => streams.serialHistory(uid) };
  for (const definition of withSubresources(definitions, sources)) api.define(definition);
  const tokens = createUploadTokens(systemClock);
  if (!options.bare) {
    api.serve(createUploadApi(tokens));
    api.serve(createMachineTemplateApi(client));
  }
  const uploads = createUploadProxy({ client, images, tokens, folder: options.data, logger: logger.child('uploads') });
  const exports = createExportServer({ read: client, images, folder: options.data, logger: logger.child('exports') });
  const certificates = await loadCertificates(options.data, { dns: ['localhost', 'kubernetes.default.svc'], ips: ['127.0.0.1', '::1'] }, systemClock.now());
  const parts = { api, client, driver, streams, users, accounts, certificates, exports };
  await bootstrap(client, { address: options.address === '0.0.0.0' ? '127.0.0.1' : options.address, port: options.apiPort });
  await populate(options, parts, options.bare ? undefined : `docker://${options.address}:${options.port}/virtdeck/guest:latest`);
  const uploadProxyUrl = `http://${options.address}:${options.port}${UPLOAD_PATH}`;
  const controllers = options.bare ? startBareControllers({ client, clock: systemClock, logger }) : startControllers({
    ...{ client, driver, images, folder: options.data, clock: systemClock, logger, uploadProxyUrl },
    exports: { url: apiUrl(options), ca: certificates.ca },
  });
  const server = await openApiPort(options, parts);
  const kubeconfig = writeKubeconfigs(options, certificates.ca, users);
  const monitoring = await monitor(options, parts, logger);
  const machinery = { store, client, definitions: api.definitions, clock: systemClock, logger: logger.child('machinery') };
  const collector = startGarbageCollector(machinery);
  const apiServices = startApiServices({ ...machinery, aggregated: options.bare ? [] : aggregatedGroups() });
  const tokenSecrets = startTokenSecrets({ ...machinery, signer, rootCertificate: certificates.ca });
  const namespaces = startNamespaceController({ ...machinery, rootCertificate: certificates.ca });
  const page = createLocalBackend(api, (fallback) => createTokenAuthenticator(users, fallback, accounts), (req) => sessions.userOf(req));
  return {
    backend: page,
    sessions,
    client,
    monitoring,
    uploads,
    exports,
    maySeeMetrics: (req, namespace) => {
      const user = page.identify(req);
      return !(user instanceof ApiError) && authorizer.authorize(user, namespace === undefined ? CLUSTER_METRICS : { verb: 'get', group: '', resource: 'pods', namespace }).allowed;
    },
    notes: [`  API server  https://127.0.0.1:${options.apiPort}`, `  kubectl     export KUBECONFIG=${kubeconfig}`],
    async stop() {
      server.close();
      server.closeAllConnections();
      await monitoring?.stop();
      await Promise.all([apiServices.stop(), tokenSecrets.stop(), collector.stop(), namespaces.stop()]);
      await controllers.stop();
      streams.close();
      await driver.close({ keepGuests: options.keepGuests });
      stopDefinitions();
      stopAggregation();
      await store.close();
    },
  };
}
