import WebSocket from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PodKind, VirtualMachineInstanceKind } from '../../../../contracts/kinds';
import { startApi } from '../../../test-support/api/start-api';
import type { StartedApi } from '../../../test-support/api/start-api';
import { builtinKinds } from '../../registry';
import { createHandClock } from '../../../controllers/test-support/hand-clock';
import { withSubresources } from '../subresources';
import { newPart } from './log-text';

const clock = createHandClock();
const said = new Map<string, string>();
const LOG = '/api/v1/namespaces/default/pods/virt-launcher-demo/log';
let api: StartedApi;

beforeEach(async () => {
  api = await startApi({ definitions: builtinKinds() });
  const { store } = api;
  const sources = { client: api.client, clock, serialHistory: (uid: string) => Promise.resolve(Buffer.from(said.get(uid) ?? '')) };
  for (const definition of withSubresources(api.api.definitions(), sources)) api.api.define(definition);
  const uid = 'guest-uid';
  said.set(uid, 'booting\nlogin: \nfedora\n');
  await store.put('virtualmachineinstances.kubevirt.io', 'default/demo', 'sorted', () => ({
    apiVersion: 'kubevirt.io/v1',
    kind: VirtualMachineInstanceKind.kind,
    metadata: { name: 'demo', namespace: 'default', uid },
  })).committed;
  await api.client.create(PodKind, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'virt-launcher-demo',
      namespace: 'default',
      labels: { 'kubevirt.io/created-by': uid },
      ownerReferences: [{ apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachineInstance', name: 'demo', uid, controller: true }],
    },
    spec: { nodeName: 'node-1', containers: ['compute', 'guest-console-log'].map((name) => ({ name, image: 'x' })) },
  });
  await setPhase('Running');
});
afterEach(() => api.stop());

async function setPhase(phase: string): Promise<void> {
  await api.client.mutate(PodKind, 'virt-launcher-demo', 'default', (draft) => void (draft.status = { phase, startTime: '2026-01-01T10:00:00Z' }), { subresource: 'status' });
}

describe('the log of a launcher', () => {
  it('is what its guest says on the serial line', async () => {
    const { status, text, headers } = await api.call('GET', `${LOG}?container=compute`);
    expect([status, text, headers.get('content-type')]).toEqual([200, 'booting\nlogin: \nfedora\n', 'text/plain']);
  });

  it.each([
    ['tailLines=1', 'fedora\n'],
    ['tailLines=2', 'login: \nfedora\n'],
    ['tailLines=9', 'booting\nlogin: \nfedora\n'],
    ['tailLines=0', ''],
    ['limitBytes=4', 'boot'],
    ['timestamps=true&tailLines=1', '2026-01-01T10:00:00Z fedora\n'],
    ['sinceSeconds=60', 'booting\nlogin: \nfedora\n'],
  ])('with %s', async (query, text) => {
    expect((await api.call('GET', `${LOG}?container=compute&${query}`)).text).toBe(text);
  });

  it('is the same for the container that is made for it', async () => {
    expect((await api.call('GET', `${LOG}?container=guest-console-log`)).text).toBe('booting\nlogin: \nfedora\n');
  });

  it.each([
    ['', 400, 'a container name must be specified for pod virt-launcher-demo, choose one of: [compute guest-console-log]'],
    ['container=x', 400, 'container x is not valid for pod virt-launcher-demo'],
    ['container=compute&previous=true', 400, 'previous terminated container "compute" in pod "virt-launcher-demo" not found'],
    ['tailLines=-1', 422, 'PodLogOptions "virt-launcher-demo" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0'],
    ['limitBytes=0', 422, 'PodLogOptions "virt-launcher-demo" is invalid: limitBytes: Invalid value: 0: must be greater than 0'],
    ['sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z', 422, 'PodLogOptions "virt-launcher-demo" is invalid: : Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified'],
    ['tailLines=many', 400, 'strconv.ParseInt: parsing "many": invalid syntax'],
  ])('asked for with %j is refused', async (query, status, message) => {
    const answer = await api.call('GET', `${LOG}?${query}`);
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });

  it('is not there before the pod starts, and only read', async () => {
    await setPhase('Pending');
    expect((await api.call('GET', `${LOG}?container=compute`)).body.message).toBe('container "compute" in pod "virt-launcher-demo" is waiting to start: ContainerCreating');
    expect((await api.call('GET', '/api/v1/namespaces/default/pods/none/log')).status).toBe(404);
    expect((await api.call('PUT', LOG, {})).status).toBe(405);
  });

  it('can be followed until the pod is over', async () => {
    const answer = await fetch(`${api.url}${LOG}?container=compute&follow=true&tailLines=1&timestamps=1`);
    const parts = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await parts?.read())?.value).toBe('2026-01-01T10:00:00Z fedora\n');
    said.set('guest-uid', `${said.get('guest-uid') ?? ''}hello\nworld`);
    const next = await soon(parts?.read());
    const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
    expect(next?.value).toMatch(new RegExp(`^${time} hello\n${time} world$`));
    await setPhase('Succeeded');
    const end = await soon(parts?.read());
    expect(end?.done).toBe(true);
  });

  it('comes over a WebSocket too, in base64 for browsers', async () => {
    const { socket, events } = await open(`${LOG}?container=compute`, ['base64.binary.k8s.io']);
    await new Promise((done) => socket.once('close', done));
    expect([socket.protocol, events.map((each) => Buffer.from(each, 'base64').toString()).join('')]).toEqual(['base64.binary.k8s.io', 'booting\nlogin: \nfedora\n']);
  });

  it('is named in discovery', async () => {
    const { body } = await api.call('GET', '/api/v1');
    const resources = body.resources as { name: string; verbs: string[] }[];
    expect(resources.find(({ name }) => name === 'pods/log')?.verbs).toEqual(['get']);
  });
});

/** Lets time pass until there is an answer. */
async function soon<T>(answer: Promise<T> | undefined): Promise<T | undefined> {
  let waiting = true;
  const known = answer?.finally(() => (waiting = false));
  while (waiting) {
    clock.advance(500);
    await new Promise<void>((done) => setImmediate(done));
  }
  return known;
}

function open(path: string, protocols: string[]): Promise<{ socket: WebSocket; events: string[] }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}${path}`, protocols, { headers: { origin: 'http://localhost' } });
    const events: string[] = [];
    socket.on('message', (data) => events.push(String(data)));
    socket.once('open', () => resolve({ socket, events }));
    socket.once('error', reject);
  });
}

describe('the new part of a log', () => {
  const part = (before: string, now: string) => newPart(Buffer.from(before), Buffer.from(now)).toString();

  it('is what came after the old end, though the beginning was cut', () => {
    expect(part('abc', 'abcdef')).toBe('def');
    expect(part(`${'x'.repeat(600)}end`, `${'x'.repeat(520)}end more`)).toBe(' more');
    expect(part('abc', 'other')).toBe('other');
    expect(part('', 'first')).toBe('first');
  });
});
