import { Agent as PlainAgent, request as plain } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request as secure } from 'node:https';
import type { Seen, Step } from './step';

export interface Server {
  /** `https://127.0.0.1:6443`. */
  url: string;
  token?: string;
}

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A request that takes longer is given up. */
const PATIENCE_MS = 20_000;
const ATTEMPTS = 100;

const agents = { http: new PlainAgent({ keepAlive: true }), https: new Agent({ keepAlive: true, rejectUnauthorized: false }) };

function typeOf({ method, type, body, bodyFrom }: Step): Record<string, string> {
  if (type !== undefined) return type === '' ? {} : { 'content-type': type };
  const hasBody = body !== undefined || bodyFrom !== undefined;
  return hasBody && method !== 'GET' ? { 'content-type': 'application/json' } : {};
}

/** Sends one request of a script. */
export function send(server: Server, step: Step, seen: Seen): Promise<RawAnswer> {
  const path = typeof step.path === 'string' ? step.path : step.path(seen);
  const body = step.bodyFrom ? step.bodyFrom(seen) : step.body;
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const isSecure = server.url.startsWith('https:');
  const headers = {
    accept: step.accept ?? 'application/json',
    'user-agent': 'conformance/1',
    ...(server.token ? { authorization: `Bearer ${server.token}` } : {}),
    ...(bytes ? { 'content-length': String(bytes.length) } : {}),
    ...typeOf(step),
    ...step.headers,
  };
  return new Promise((resolve, reject) => {
    const options = { method: step.method, headers, agent: isSecure ? agents.https : agents.http, timeout: PATIENCE_MS };
    const req = (isSecure ? secure : plain)(`${server.url}${path}`, options, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('error', reject);
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    req.on('timeout', () => req.destroy(new Error(`no answer to ${step.id}`)));
    req.on('error', reject);
    req.end(bytes);
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Sends the steps in turn; later ones may look at the answers of earlier ones. */
export async function drive(server: Server, steps: readonly Step[]): Promise<Map<string, RawAnswer>> {
  const answers = new Map<string, RawAnswer>();
  const seen: Seen = (id) => parsed(answers.get(id)?.text ?? '');
  for (const step of steps) {
    let answer = await send(server, step, seen);
    for (let attempt = 1; step.until !== undefined && answer.status !== step.until && attempt < ATTEMPTS; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      answer = await send(server, step, seen);
    }
    answers.set(step.id, answer);
  }
  return answers;
}
