import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KindDefinition } from '../../kinds/definition';
import { bareKinds } from '../../kinds/registry';
import type { StartedApi } from '../../test-support/api/start-api';
import { startApi } from '../../test-support/api/start-api';

const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const MAPS = '/api/v1/namespaces/default/configmaps';
const LAMPS = '/apis/example.com/v1/lamps';

const lamp: KindDefinition = {
  group: 'example.com',
  kind: 'Lamp',
  plural: 'lamps',
  singular: 'lamp',
  namespaced: false,
  origin: 'crd',
  versions: [
    {
      name: 'v1',
      served: true,
      storage: true,
      status: true,
      schema: {
        type: 'object',
        properties: {
          spec: { type: 'object', properties: { on: { type: 'boolean' }, size: { type: 'integer', default: 1 } } },
          status: { type: 'object', properties: { lit: { type: 'boolean' } } },
        },
      },
    },
  ],
};

/** Server-side apply over HTTP, each check a behaviour of kube-apiserver 1.34. */
describe('an apply', () => {
  let server: StartedApi;
  beforeAll(async () => {
    server = await startApi({ definitions: [...bareKinds(), lamp] });
  });
  afterAll(() => server.stop());

  const map = (name: string, data: object, metadata: object = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data });
  const apply = (path: string, body: unknown, manager: string, more = '') => server.call('PATCH', `${path}?fieldManager=${manager}${more}`, body, APPLY);
  const facts = async (call: ReturnType<typeof apply>) => {
    const { status, body } = await call;
    return [status, body.reason, body.message];
  };

  it('creates with 201, changes with 200, and leaves fields of a common owner', async () => {
    expect((await apply(`${MAPS}/a`, map('a', { x: '1', y: '1' }), 'm1')).status).toBe(201);
    expect((await apply(`${MAPS}/a`, map('a', { y: '1' }), 'm2')).status).toBe(200);
    const after = await apply(`${MAPS}/a`, map('a', {}), 'm1');
    expect([after.status, after.body.data]).toEqual([200, { y: '1' }]);
  });

  it('meets the owners of changed fields with 409 and one cause each', async () => {
    await server.call('POST', MAPS, map('b', { x: '1' }), { 'user-agent': 'curl/8.0' });
    const { status, body } = await apply(`${MAPS}/b`, map('b', { x: '2' }), 'm2');
    expect([status, body.message, body.details]).toEqual([
      409,
      'Apply failed with 1 conflict: conflict with "curl" using v1: .data.x',
      { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "curl" using v1', field: '.data.x' }] },
    ]);
    const forced = await apply(`${MAPS}/b`, map('b', { x: '2' }), 'm2', '&force=true');
    expect(forced.body.data).toEqual({ x: '2' });
    const loser = (forced.body.metadata as { managedFields?: { manager: string; fieldsV1: unknown }[] }).managedFields?.find((entry) => entry.manager === 'curl');
    expect(loser?.fieldsV1).toEqual({ 'f:data': {} });
  });

  it('heeds a resourceVersion, and refuses managedFields and a body without version', async () => {
    await apply(`${MAPS}/c`, map('c', { x: '1' }), 'm1');
    expect((await facts(apply(`${MAPS}/c`, map('c', { x: '1' }, { resourceVersion: '1' }), 'm1')))[0]).toBe(409);
    expect(await facts(apply(`${MAPS}/c`, map('c', {}, { managedFields: [] }), 'm1'))).toEqual([400, 'BadRequest', 'metadata.managedFields must be nil']);
    expect(await facts(apply(`${MAPS}/c`, { kind: 'ConfigMap' }, 'm1'))).toEqual([400, 'BadRequest', 'invalid object type: /, Kind=ConfigMap']);
  });

  it('stores nothing in a dry run', async () => {
    expect((await apply(`${MAPS}/d`, map('d', {}), 'm1', '&dryRun=All')).status).toBe(201);
    expect((await server.call('GET', `${MAPS}/d`)).status).toBe(404);
  });

  it('that no longer names the labels takes them away, and nothing else of the metadata', async () => {
    await apply(`${MAPS}/n`, map('n', { x: '1' }, { labels: { a: 'b' }, annotations: { c: 'd' } }), 'm1');
    const { status, body } = await apply(`${MAPS}/n`, map('n', { x: '1' }), 'm1');
    expect([status, body.metadata?.name, body.metadata?.labels, body.metadata?.annotations]).toEqual([200, 'n', undefined, undefined]);
  });

  it('may repeat a key unless the client is strict', async () => {
    const twice = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"o"},"data":{"x":"1","x":"2"}}';
    const strict = await apply(`${MAPS}/o`, twice, 'm1', '&fieldValidation=Strict');
    expect([strict.status, strict.body.message]).toEqual([400, 'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 1: key "x" already set in map']);
    const warned = await apply(`${MAPS}/o`, twice, 'm1');
    expect([warned.status, warned.headers.get('warning')]).toEqual([201, '299 - "line 1: key \\"x\\" already set in map"']);
  });

  it('gets defaults of the schema that nobody owns', async () => {
    const { body } = await apply(`${LAMPS}/one`, { apiVersion: 'example.com/v1', kind: 'Lamp', metadata: { name: 'one' }, spec: { on: true } }, 'm1');
    expect(body.spec).toEqual({ on: true, size: 1 });
    expect(body.metadata).toMatchObject({ managedFields: [{ manager: 'm1', fieldsV1: { 'f:spec': { 'f:on': {} } } }] });
  });

  it('of a status changes only that, has an entry of its own, and makes no object', async () => {
    const status = { apiVersion: 'example.com/v1', kind: 'Lamp', metadata: { name: 'two' }, spec: { on: false }, status: { lit: true } };
    expect((await apply(`${LAMPS}/none/status`, status, 'm2')).status).toBe(404);
    await apply(`${LAMPS}/two`, { apiVersion: 'example.com/v1', kind: 'Lamp', metadata: { name: 'two' }, spec: { on: true }, status: { lit: false } }, 'm1');
    const { body } = await apply(`${LAMPS}/two/status`, status, 'm2');
    expect([body.spec, body.status]).toEqual([{ on: true, size: 1 }, { lit: true }]);
    expect(body.metadata).toMatchObject({
      generation: 1,
      managedFields: [
        { manager: 'm1', fieldsV1: { 'f:spec': { 'f:on': {} } } },
        { manager: 'm2', subresource: 'status', fieldsV1: { 'f:status': { 'f:lit': {} } } },
      ],
    });
  });

  it('takes over where the owners had been cleared', async () => {
    await server.call('POST', MAPS, map('e', { x: '1' }));
    const cleared = await server.call('PATCH', `${MAPS}/e`, { metadata: { managedFields: [{}] } });
    expect(cleared.body.metadata).not.toHaveProperty('managedFields');
    const { body } = await apply(`${MAPS}/e`, map('e', { y: '1' }), 'm1');
    expect(body.metadata).toMatchObject({ managedFields: [{ manager: 'm1' }, { manager: 'before-first-apply', operation: 'Update' }] });
  });
});
