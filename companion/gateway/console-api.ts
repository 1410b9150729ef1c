import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigMapKind, CustomResourceDefinitionKind, type KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { items, text } from '../kinds/read';
import type { Identity } from '../kinds/definition';
import type { ObjectClient, ObjectReader } from '../store/client';
import { sendJson } from './backend';
import { PLUGIN_NAME, type Extra } from './page-server';
import { serveUserSettings } from './user-settings';

export interface LocalConsole {
  client: ObjectClient;
  userOf(req: IncomingMessage): Identity;
}

type Answer = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;

/** Refuses other methods in the words of the OpenShift Console. */
function allow(method: 'GET' | 'POST', words: string, answer: Answer): Answer {
  return (req, res) => {
    if (req.method === method || (method === 'GET' && req.method === 'HEAD')) return answer(req, res);
    sendJson(res, 405, { error: words }, { allow: method });
  };
}

const onlyGet = (answer: Answer) => allow('GET', 'Invalid method: only GET is allowed', answer);

function noContent(_: IncomingMessage, res: ServerResponse): void {
  res.writeHead(204).end();
}

/** Nobody logs in here: the console answers so when authentication is disabled. */
const ALWAYS: Record<string, Answer> = {
  '/api/check-updates': allow('GET', 'Method unsupported, the only supported methods is GET', (_, res) =>
    sendJson(res, 200, { consoleCommit: '', plugins: [PLUGIN_NAME] }),
  ),
  '/api/console/version': (_, res) => sendJson(res, 200, { version: 'virtdeck' }),
  '/api/metrics/usage': allow('POST', 'invalid method: only POST is allowed', noContent),
  '/api/console/logout': allow('POST', 'invalid method: only POST is allowed', noContent),
  '/api/copy-login-commands': noContent,
  '/auth/login': noContent,
  '/auth/callback': noContent,
};

function listOf<T extends KubeObject>(kind: KindRef<T>, objects: readonly T[]) {
  const apiVersion = kind.group ? `${kind.group}/${kind.version}` : kind.version;
  return { apiVersion, kind: `${kind.kind}List`, metadata: {}, items: objects };
}

/** What the console reads with an identity of its own, whoever asks: objects that carry a label. */
function labelled<T extends KubeObject>(read: ObjectReader, kind: KindRef<T>, where: { namespace?: string; labels: Record<string, string> }): Answer {
  return onlyGet((_, res) => sendJson(res, 200, listOf(kind, read.list(kind, where))));
}

function localAnswers({ client, userOf }: LocalConsole): Record<string, Answer> {
  return {
    '/api/console/user-settings': (req, res) => serveUserSettings(req, res, client, userOf(req)),
    '/api/console/monitoring-dashboard-config': labelled(client, ConfigMapKind, { namespace: 'openshift-config-managed', labels: { 'console.openshift.io/dashboard': 'true' } }),
    '/api/console/knative-event-sources': labelled(client, CustomResourceDefinitionKind, { labels: { 'duck.knative.dev/source': 'true' } }),
    '/api/console/knative-channels': labelled(client, CustomResourceDefinitionKind, { labels: { 'messaging.knative.dev/subscribable': 'true' } }),
  };
}

const COLUMNS = '/api/console/crd-columns/';

/** Printer columns of a CustomResourceDefinition by version: who may not read the definition still sees its table. */
function serveColumns(client: ObjectReader, name: string): Answer {
  return onlyGet((_, res) => {
    if (!name) return sendJson(res, 400, { error: 'CRD name parameter is required' });
    const definition = client.get(CustomResourceDefinitionKind, name);
    if (!definition) return sendJson(res, 404, { error: `CRD "${name}" not found` });
    const versions = items(definition, 'spec', 'versions');
    const columns = versions.map((version) => [text(version, 'name'), items(version, 'additionalPrinterColumns')] as const);
    sendJson(res, 200, Object.fromEntries(columns.filter(([, each]) => each.length > 0)));
  });
}

/** The console's own small paths. Without a local cluster there is nowhere to keep settings, and clients fall back to the browser. */
export function consoleApi(local?: LocalConsole): Extra {
  const answers = new Map(Object.entries({ ...ALWAYS, ...(local ? localAnswers(local) : {}) }));
  return async (req: IncomingMessage, res: ServerResponse, url: URL) => {
    const columns = local && url.pathname.startsWith(COLUMNS) ? serveColumns(local.client, url.pathname.slice(COLUMNS.length)) : undefined;
    const answer = columns ?? answers.get(url.pathname);
    if (!answer) return false;
    await answer(req, res);
    return true;
  };
}
