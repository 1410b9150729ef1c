import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { PodKind } from '../../../../contracts/kinds';
import { systemClock } from '../../../lib/clock';
import { startApi, type StartedApi } from '../../../test-support/api/start-api';
import { withSubresources } from '../subresources';

const PODS = '/api/v1/namespaces/default/pods';
let api: StartedApi;

beforeEach(async () => {
  api = await startApi();
  const sources = { client: api.client, clock: systemClock, serialHistory: () => Promise.resolve(Buffer.alloc(0)) };
  for (const definition of withSubresources(api.api.definitions(), sources)) api.api.define(definition);
  const pod = (name: string, spec: object) => api.client.create(PodKind, { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'x' }], ...spec } });
  await pod('placed', { nodeName: 'node-1' });
  await pod('waiting', {});
});
afterEach(() => api.stop());

/** The answer to a request for a WebSocket. */
function refusal(path: string): Promise<[status: number | undefined, body: string]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}${path}`, ['v5.channel.k8s.io'], { headers: { origin: 'http://localhost' } });
    socket.once('open', () => reject(new Error('was accepted')));
    socket.once('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () => resolve([response.statusCode, body]));
    });
  });
}

describe('entering a container', () => {
  it.each(['exec?command=ls&stdout=1', 'attach?stdout=1', 'portforward'])('by %s is refused as by a kubelet without debugging handlers', async (path) => {
    expect(await refusal(`${PODS}/placed/${path}`)).toEqual([405, 'Debug endpoints are disabled.\n']);
    const { status, text } = await api.call('POST', `${PODS}/placed/${path}`);
    expect([status, text]).toEqual([405, 'Debug endpoints are disabled.\n']);
  });

  it('needs a pod, a container of it and a node', async () => {
    expect((await api.call('POST', `${PODS}/none/exec`)).body.message).toBe('pods "none" not found');
    expect((await api.call('POST', `${PODS}/placed/exec?container=x`)).body.message).toBe('container x is not valid for pod placed');
    expect((await api.call('POST', `${PODS}/waiting/exec`)).body.message).toBe('pod waiting does not have a host assigned');
  });
});

describe('binding a pod', () => {
  const bind = (name: string, node = 'node-2') => api.call('POST', `${PODS}/${name}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: node } });

  it('puts it on the node, once', async () => {
    expect((await bind('waiting')).status).toBe(201);
    expect(api.client.get(PodKind, 'waiting', 'default')?.spec).toMatchObject({ nodeName: 'node-2' });
    const { status, body } = await bind('waiting');
    expect([status, body.message]).toEqual([409, 'Operation cannot be fulfilled on pods/binding "waiting": pod waiting is already assigned to node "node-2"']);
  });

  it('needs a pod and a node', async () => {
    expect((await bind('none')).status).toBe(404);
    expect((await bind('waiting', '')).status).toBe(422);
  });
});

/** What `kubectl debug node/node-1 --image x` sends (kubectl 1.32). */
const DEBUG_NODE =
  '6b3873000a090a0276311203506f6412ce010a2a0a1a6e6f64652d64656275676765722d6e6f64652d312d6664767a7212001a0022002a003200380042001' +
  '28d010a120a09686f73742d726f6f7412050a030a012f123f0a0864656275676765721201782a0042004a180a09686f73742d726f6f7410001a052f686f7374220032006a0072008001008801009001' +
  '00a2010446696c651a054e65766572320042004a0052066e6f64652d315801600168018201008a01009a0100b2010e0a0012064578697374731a002200c201001a100a001a0022002a0032004a005a0072001a002200';

it('a pod for looking into a node comes in protobuf', async () => {
  const headers = { 'content-type': 'application/vnd.kubernetes.protobuf' };
  const answer = await fetch(`${api.url}${PODS}`, { method: 'POST', headers, body: Buffer.from(DEBUG_NODE, 'hex') });
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { metadata: { name: 'node-debugger-node-1-fdvzr' }, spec: { nodeName: 'node-1', hostPID: true, volumes: [{ name: 'host-root', hostPath: { path: '/' } }], tolerations: [{ operator: 'Exists' }] } },
  ]);
});
