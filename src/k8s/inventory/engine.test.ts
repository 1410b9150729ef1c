import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { VmRow } from '../../domain/inventory/row';
import { setApiAddress } from '../address';
import { InventoryEngine } from './engine';
import { emptyState } from './protocol';
import type { InventoryState } from './protocol';

/** Answers of an API as a table: what is not in it is refused. No API is imitated beyond status codes. */
type Answers = Record<string, (body: string) => unknown>;

let server: Server;
let engine: InventoryEngine;
const refused: string[] = [];

async function serve(answers: Answers): Promise<void> {
  refused.length = 0;
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const answer = answers[path]?.(body);
      if (answer === undefined) refused.push(path);
      response.writeHead(answer === undefined ? 403 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { kind: 'Status', code: 403, reason: 'Forbidden', message: `${path} is forbidden` }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setApiAddress({ base, root: base, headers: {} });
  vi.stubGlobal('WebSocket', WebSocket);
}

function open(scope: { namespace?: string } = {}) {
  const rows = new Map<string, VmRow>();
  const seen: { state: InventoryState } = { state: emptyState };
  engine = new InventoryEngine(scope, (delta) => {
    for (const row of delta.upserts) rows.set(row.key, row);
    for (const key of delta.removed) rows.delete(key);
    seen.state = delta.state;
    // The page draws it.
    setTimeout(() => engine.taken());
  });
  return { rows, seen };
}

afterEach(() => {
  engine.close();
  server.closeAllConnections();
  server.close();
  vi.unstubAllGlobals();
});

const list = (...names: string[]) => ({
  metadata: { resourceVersion: '1' },
  items: names.map((name) => ({
    metadata: { name: name.split('/')[1], namespace: name.split('/')[0] },
    status: { printableStatus: 'Stopped' },
  })),
});
const vmPath = (project: string) => `/apis/kubevirt.io/v1/namespaces/${project}/virtualmachines`;
const vmiPath = (project: string) => `/apis/kubevirt.io/v1/namespaces/${project}/virtualmachineinstances`;
const migrationPath = (project: string) => `/apis/kubevirt.io/v1/namespaces/${project}/virtualmachineinstancemigrations`;
const becomes = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 20 });

describe('an inventory of someone with few rights', () => {
  it('is put together project by project, with one refused request per kind at most', async () => {
    const projects = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const reviews = (body: string) => {
      const namespace = (JSON.parse(body) as { spec: { namespace: string } }).spec.namespace;
      const resources = namespace === 'p7' ? ['pods'] : ['virtualmachines', 'virtualmachineinstances', 'virtualmachineinstancemigrations'];
      return { status: { incomplete: false, resourceRules: [{ verbs: ['*'], apiGroups: ['kubevirt.io'], resources }] } };
    };
    await serve({
      '/apis/project.openshift.io/v1/projects': () => ({ items: projects.map((name) => ({ metadata: { name } })) }),
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews': reviews,
      ...Object.fromEntries(
        projects
          .filter((name) => name !== 'p7')
          .flatMap((name) => [
            [vmPath(name), () => list(`${name}/a`, `${name}/b`)],
            [vmiPath(name), () => list()],
            [migrationPath(name), () => list()],
          ]),
      ),
    });
    const { rows, seen } = open();
    await becomes(() => expect(seen.state.complete).toBe(true));
    expect(rows.size).toBe(58);
    expect(refused.length).toBeLessThanOrEqual(3);
    expect(new Set(refused).size).toBe(refused.length);
    expect(seen.state.limits).toContainEqual({ what: 'virtualmachines', projects: 1, message: '' });
    expect(seen.state.failure).toBeUndefined();
  });

  it('shows machines although their instances may not be read, and says so', async () => {
    await serve({ [vmPath('p')]: () => list('p/a'), [migrationPath('p')]: () => list() });
    const { rows, seen } = open({ namespace: 'p' });
    await becomes(() => expect(seen.state.complete).toBe(true));
    expect(rows.get('p/a')?.status).toBe('Stopped');
    expect(seen.state.limits.map((limit) => limit.what)).toEqual(['virtualmachineinstances']);
    expect(refused).toHaveLength(1);
  });

  it('says in the words of the server that nothing may be read', async () => {
    await serve({});
    const { seen } = open({ namespace: 'p' });
    await becomes(() => expect(seen.state.failure?.code).toBe(403));
    expect(seen.state.failure?.message).toContain('is forbidden');
    expect(seen.state.loaded).toBe(false);
  });
});

describe('an inventory', () => {
  it('joins machine and instance, and shows an instance of its own', async () => {
    const running = {
      metadata: { name: 'a', namespace: 'p', ownerReferences: [{ kind: 'VirtualMachine' }] },
      status: { phase: 'Running', nodeName: 'node-1' },
    };
    const alone = { metadata: { name: 'alone', namespace: 'p' }, status: { phase: 'Running' } };
    await serve({
      [vmPath('p')]: () => list('p/a'),
      [vmiPath('p')]: () => ({ metadata: { resourceVersion: '1' }, items: [running, alone] }),
      [migrationPath('p')]: () => list(),
    });
    const { rows, seen } = open({ namespace: 'p' });
    await becomes(() => expect(seen.state.complete).toBe(true));
    expect(rows.get('p/a')).toMatchObject({ kind: 'vm', node: 'node-1' });
    expect(rows.get('p/alone')).toMatchObject({ kind: 'vmi', status: 'Running' });
  });
});

describe('an inventory of a hundred projects', () => {
  const everything = { verbs: ['*'], apiGroups: ['kubevirt.io'], resources: ['*'] };

  async function serveProjects(count: number, reviews: Answers) {
    const projects = Array.from({ length: count }, (_, index) => `p${index}`);
    const listed: string[] = [];
    const watched: string[] = [];
    await serve({
      '/apis/project.openshift.io/v1/projects': () => ({ items: projects.map((name) => ({ metadata: { name } })) }),
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews': () => ({ status: { incomplete: false, resourceRules: [everything] } }),
      ...Object.fromEntries(
        projects.flatMap((name) =>
          [vmPath(name), vmiPath(name), migrationPath(name)].map((path) => [
            path,
            () => {
              listed.push(path);
              return path === vmPath(name) ? list(`${name}/a`) : list();
            },
          ]),
        ),
      ),
      ...reviews,
    });
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, request) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname;
      watched.push(path);
      if (path === vmPath('p3')) {
        const object = { metadata: { name: 'a', namespace: 'p3', resourceVersion: '2' }, status: { printableStatus: 'Starting' } };
        socket.send(JSON.stringify({ type: 'MODIFIED', object }));
      }
    });
    return { listed, watched };
  }

  it('watches its machines only, and looks at the instances of a project when a machine changes', async () => {
    const { listed, watched } = await serveProjects(100, {});
    const { rows, seen } = open();
    await becomes(() => expect(seen.state.complete).toBe(true));
    await becomes(() => expect(watched).toHaveLength(100));
    expect(watched.every((path) => path.endsWith('/virtualmachines'))).toBe(true);
    await becomes(() => expect(rows.get('p3/a')?.status).toBe('Starting'));
    await becomes(() => expect(listed.filter((path) => path === vmiPath('p3'))).toHaveLength(2));
    expect(listed.filter((path) => path === vmiPath('p4'))).toHaveLength(1);
    expect(refused).toEqual([vmPath('p3').replace('/namespaces/p3', '')]);
  });

  it('asks for each kind where the rules cannot be told in full, rather than be refused', async () => {
    const path = '/apis/authorization.k8s.io/v1/';
    const { watched } = await serveProjects(3, {
      [`${path}selfsubjectrulesreviews`]: () => ({ status: { incomplete: true, resourceRules: [] } }),
      [`${path}selfsubjectaccessreviews`]: (body) => ({ status: { allowed: body.includes('"resource":"virtualmachines"') } }),
    });
    const { seen } = open();
    await becomes(() => expect(seen.state.complete).toBe(true));
    await becomes(() => expect(watched).toHaveLength(3));
    expect(refused).toHaveLength(1);
    expect(seen.state.limits.map((limit) => limit.what)).toEqual(['virtualmachineinstances', 'virtualmachineinstancemigrations']);
  });
});
