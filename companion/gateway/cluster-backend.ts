import { request as httpRequest, STATUS_CODES, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Logger } from '../lib/logger';
import type { ApiBackend } from './backend';
import { refuseUpgrade, sendJson } from './backend';

/** Never forwarded: the page's own credentials, and what belongs to one hop. */
const DROPPED_REQUEST = new Set(['cookie', 'x-csrftoken', 'host', 'origin', 'referer', 'authorization', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade']);
const DROPPED_RESPONSE = new Set(['connection', 'transfer-encoding', 'upgrade', 'server', 'keep-alive']);

function forwarded(req: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && !DROPPED_REQUEST.has(name)) headers[name] = value;
  }
  return headers;
}

function unreachable(error: Error) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason: 'ServiceUnavailable',
    message: `the cluster did not answer: ${error.message}`,
    code: 502,
  };
}

/** The chosen context of a kubeconfig; rejects with the file's fault in words. The client library is loaded only for it: it weighs 100 MB. */
export async function loadKubeConfig(file: string | undefined): Promise<KubeConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    if (file) config.loadFromFile(file);
    else config.loadFromCluster();
  } catch (error) {
    throw new Error(`the kubeconfig ${file ?? 'of the pod'} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!config.getCurrentCluster()) throw new Error(`${file ?? 'the pod'} names no current cluster`);
  return config;
}

/** A proxy to the API server of a cluster: client certificate, token or exec plugin of the kubeconfig; HTTP and WebSocket. */
export function createClusterBackend(config: KubeConfig, logger: Logger): ApiBackend {
  const server = new URL(config.getCurrentCluster()?.server ?? '');
  const secure = server.protocol === 'https:';
  const base = server.pathname.replace(/\/$/, '');

  const options = async (req: IncomingMessage, extra: Record<string, string | string[]> = {}): Promise<RequestOptions> => {
    const result: RequestOptions & { headers: Record<string, string | string[]> } = {
      protocol: server.protocol,
      hostname: server.hostname.replace(/^\[|\]$/g, ''),
      port: server.port || (secure ? 443 : 80),
      path: base + (req.url ?? '/'),
      method: req.method ?? 'GET',
      headers: { ...forwarded(req), ...extra },
    };
    await config.applyToHTTPSOptions(result);
    return result;
  };
  const dial = (settings: RequestOptions) => (secure ? httpsRequest(settings) : httpRequest(settings));

  return {
    async handle(req: IncomingMessage, res: ServerResponse) {
      const upstream = dial(await options(req));
      upstream.on('response', (answer) => {
        for (const [name, value] of Object.entries(answer.headers)) {
          if (value !== undefined && !DROPPED_RESPONSE.has(name) && !name.startsWith('access-control-')) res.setHeader(name, value);
        }
        res.writeHead(answer.statusCode ?? 502);
        answer.pipe(res);
        answer.on('error', () => res.destroy());
      });
      upstream.on('error', (error) => {
        logger.warn('the cluster did not answer', { error: error.message });
        if (res.headersSent) res.destroy();
        else sendJson(res, 502, unreachable(error));
      });
      res.on('close', () => upstream.destroy());
      req.pipe(upstream);
    },

    async upgrade(req: IncomingMessage, socket: Duplex, head: Buffer) {
      const origin = `${server.protocol}//${server.host}`;
      const upstream = dial(await options(req, { connection: 'Upgrade', upgrade: 'websocket', origin }));
      upstream.on('upgrade', (answer, far, farHead) => join(answer, socket, far, [head, farHead]));
      upstream.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const code = answer.statusCode ?? 502;
          refuseUpgrade(socket, code, STATUS_CODES[code] ?? 'Refused', Buffer.concat(parts).toString('utf8'));
        });
      });
      upstream.on('error', (error) => refuseUpgrade(socket, 502, 'Bad Gateway', `Failed to dial backend: ${error.message}`));
      socket.on('error', () => upstream.destroy());
      upstream.end();
    },
  };
}

/** Passes the granted handshake on and joins both ends; closing either closes the other. */
function join(answer: IncomingMessage, near: Duplex, far: Duplex, [head, farHead]: [Buffer, Buffer]): void {
  const lines = ['HTTP/1.1 101 Switching Protocols'];
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) lines.push(`${answer.rawHeaders[index]}: ${answer.rawHeaders[index + 1]}`);
  near.write(`${lines.join('\r\n')}\r\n\r\n`);
  if (farHead.length > 0) near.write(farHead);
  if (head.length > 0) far.write(head);
  far.pipe(near);
  near.pipe(far);
  for (const [one, other] of [[near, far], [far, near]] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
