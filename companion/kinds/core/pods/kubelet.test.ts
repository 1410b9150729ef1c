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
