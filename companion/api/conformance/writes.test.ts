import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { CONFIG_MAPS, WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;

beforeAll(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget, gadget] });
});
afterAll(() => api.stop());

describe('creating', () => {
  it('fills in what the server owns', async () => {
    const { status, body } = await api.call('POST', WIDGETS, widgetBody('new', { size: 1 }, { uid: 'mine', creationTimestamp: '2001-01-01T00:00:00Z' }));
    expect(status).toBe(201);
    expect(body.metadata).toMatchObject({ name: 'new', namespace: 'default', generation: 1 });
    expect(body.metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.metadata?.creationTimestamp).toMatch(/^20(?!01)\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(body.metadata?.resourceVersion).toMatch(/^\d+$/);
    expect(body.spec).toEqual({ size: 1, color: 'red' });
  });

  it('draws five characters after generateName', async () => {
    const { body } = await api.call('POST', CONFIG_MAPS, { metadata: { generateName: 'pre-' } });
    expect(body.metadata?.name).toMatch(/^pre-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('gives core objects no generation, and namespaces their label, phase and finalizer', async () => {
    expect((await api.call('POST', CONFIG_MAPS, { metadata: { name: 'plain' } })).body.metadata?.generation).toBeUndefined();
    const { body } = await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'fresh' } });
    expect([body.metadata?.labels, body.spec, body.status]).toEqual([{ 'kubernetes.io/metadata.name': 'fresh' }, { finalizers: ['kubernetes'] }, { phase: 'Active' }]);
  });

  it('drops a status where that is a subresource', async () => {
    const { body } = await api.call('POST', WIDGETS, { ...widgetBody('stateless'), status: { phase: 'Mine' } });
    expect(body.status).toBeUndefined();
  });

  it('says everything and stores nothing in a dry run', async () => {
    const { revision } = api.store;
    const { status, body } = await api.call('POST', `${WIDGETS}?dryRun=All`, widgetBody('dry'));
    expect(status).toBe(201);
    expect(body.metadata?.uid).toBeDefined();
    expect(body.metadata?.resourceVersion).toBeUndefined();
    expect((await api.call('GET', `${WIDGETS}/dry`)).status).toBe(404);
    expect(api.store.revision).toBe(revision);
    expect((await api.call('POST', `${WIDGETS}?dryRun=All`, widgetBody('dry', { size: 99 }))).status).toBe(422);
  });

  it('sorts the members of custom resources and begins core objects with their kind', async () => {
    expect((await api.call('POST', WIDGETS, widgetBody('sorted'))).text).toMatch(/^\{"apiVersion":"example.com\/v1","kind":"Widget","metadata":\{"creationTimestamp":/);
    expect((await api.call('POST', CONFIG_MAPS, { data: { a: '<&>' }, metadata: { name: 'first' } })).text).toMatch(/^\{"kind":"ConfigMap","apiVersion":"v1","metadata":\{"name":"first","namespace":.*\\u003c\\u0026\\u003e/);
  });
});

describe('unknown fields', () => {
  const body = widgetBody('unknown', { size: 1, nonsense: true, anything: { goes: 1 } });

  it('are pruned with one warning each', async () => {
    const answer = await api.call('POST', `${WIDGETS}?dryRun=All`, body);
    expect(answer.headers.get('warning')).toBe('299 - "unknown field \\"spec.nonsense\\""');
    expect(answer.body.spec).toEqual({ size: 1, color: 'red', anything: { goes: 1 } });
  });

  it('are refused in strict mode, silent in the other', async () => {
    const several = await api.call('POST', `${WIDGETS}?fieldValidation=Strict`, { ...widgetBody('x', { zzz: 1, deep: 1 }), also: 1 });
    expect(several.body.message).toMatch(/unknown field "also", unknown field "spec.deep", unknown field "spec.zzz"$/);
    const strict = await api.call('POST', `${WIDGETS}?fieldValidation=Strict`, body);
    expect([strict.status, strict.body.message]).toEqual([400, 'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.nonsense"']);
    expect((await api.call('POST', `${WIDGETS}?dryRun=All&fieldValidation=Ignore`, body)).headers.get('warning')).toBeNull();
  });

  it('are found twice in the same object, too', async () => {
    const text = JSON.stringify(widgetBody('twice')).replace('"size":1', '"size":1,"size":2');
    const { status, body: refused } = await api.call('POST', `${WIDGETS}?fieldValidation=Strict`, text);
    expect([status, refused.message]).toEqual([400, 'Widget in version "v1" cannot be handled as a Widget: strict decoding error: duplicate field "spec.size"']);
  });

  it('are refused in a strict patch with 422', async () => {
    await api.call('POST', WIDGETS, widgetBody('patched'));
    const { status, body: refused } = await api.call('PATCH', `${WIDGETS}/patched?fieldValidation=Strict`, { spec: { nonsense: 1 } });
    expect(status).toBe(422);
    // The whole object after the patch is shown, not the patch.
    expect(refused.message).toMatch(/^ "" is invalid: patch: Invalid value: "\{\\"apiVersion\\":.*\\"nonsense\\":1.*\}": strict decoding error: unknown field "spec.nonsense"$/);
  });
});

describe('validation', () => {
  it('names every fault at once', async () => {
    const { status, body } = await api.call('POST', WIDGETS, widgetBody('bad', { size: 11, color: 'blue', pattern: 'y' }));
    expect(status).toBe(422);
    expect(body.message).toMatch(/^Widget.example.com "bad" is invalid: \[/);
    expect(body.details?.causes?.map((cause) => [cause.field, cause.reason])).toEqual(
      expect.arrayContaining([
        ['spec.size', 'FieldValueInvalid'],
        ['spec.color', 'FieldValueNotSupported'],
        ['spec.pattern', 'FieldValueInvalid'],
      ]),
    );
  });
});

describe('updating', () => {
  it('keeps resourceVersion and tells nobody when nothing changes', async () => {
    const { body } = await api.call('POST', WIDGETS, widgetBody('still'));
    const again = await api.call('PATCH', `${WIDGETS}/still`, { spec: { size: 1 } });
    expect([again.status, again.body.metadata?.resourceVersion]).toEqual([200, body.metadata?.resourceVersion]);
    expect((await api.call('PUT', `${WIDGETS}/still`, body)).body.metadata?.resourceVersion).toBe(body.metadata?.resourceVersion);
  });

  it('counts generations for the spec, not for metadata or status', async () => {
    await api.call('POST', WIDGETS, widgetBody('gen'));
    const generation = async (path: string, patch: object) => (await api.call('PATCH', `${WIDGETS}/gen${path}`, patch)).body.metadata?.generation;
    expect(await generation('', { metadata: { labels: { a: 'b' } } })).toBe(1);
    expect(await generation('/status', { status: { phase: 'Up' } })).toBe(1);
    expect(await generation('', { spec: { size: 2 } })).toBe(2);
  });

  it('touches only the status through the subresource, and everything but the status otherwise', async () => {
    await api.call('POST', WIDGETS, widgetBody('both'));
    const status = await api.call('PATCH', `${WIDGETS}/both/status`, { metadata: { labels: { a: 'b' } }, spec: { size: 9 }, status: { phase: 'Up' } });
    expect([status.body.spec?.size, status.body.metadata?.labels, status.body.status]).toEqual([1, undefined, { phase: 'Up' }]);
    const main = await api.call('PATCH', `${WIDGETS}/both`, { spec: { size: 3 }, status: { phase: 'Down' } });
    expect([main.body.spec?.size, main.body.status]).toEqual([3, { phase: 'Up' }]);
    expect((await api.call('GET', `${WIDGETS}/both/status`)).body.spec?.size).toBe(3);
  });

  it('never loses one of many concurrent patches', async () => {
    await api.call('POST', CONFIG_MAPS, { metadata: { name: 'busy' } });
    await Promise.all(Array.from({ length: 40 }, (_, index) => api.call('PATCH', `${CONFIG_MAPS}/busy`, { data: { [`k${index}`]: 'x' } })));
    expect(Object.keys((await api.call('GET', `${CONFIG_MAPS}/busy`)).body.data ?? {})).toHaveLength(40);
  });

  it('reads and writes the replicas through scale', async () => {
    await api.call('POST', WIDGETS, widgetBody('scaled', { replicas: 2 }));
    const { body } = await api.call('GET', `${WIDGETS}/scaled/scale`);
    expect([body.kind, body.apiVersion, body.spec, body.status]).toEqual(['Scale', 'autoscaling/v1', { replicas: 2 }, { replicas: 0 }]);
    expect((await api.call('PATCH', `${WIDGETS}/scaled/scale`, { spec: { replicas: 5 } })).body.spec).toEqual({ replicas: 5 });
    expect((await api.call('PUT', `${WIDGETS}/scaled/scale`, { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name: 'scaled' }, spec: { replicas: 1 } })).status).toBe(200);
    expect((await api.call('GET', `${WIDGETS}/scaled`)).body.spec?.replicas).toBe(1);
  });

  it('serves every version of a kind, the old one with a warning', async () => {
    await api.call('POST', WIDGETS, widgetBody('versions'));
    const old = await api.call('GET', '/apis/example.com/v1alpha1/namespaces/default/widgets/versions');
    expect([old.body.apiVersion, old.headers.get('warning')]).toEqual(['example.com/v1alpha1', '299 - "example.com/v1alpha1 Widget is deprecated"']);
  });

  it('tracks who wrote what', async () => {
    const { body } = await api.call('POST', `${WIDGETS}?fieldManager=me`, widgetBody('tracked'));
    expect(body.metadata?.managedFields?.[0]).toMatchObject({ manager: 'me', operation: 'Update', apiVersion: 'example.com/v1', fieldsType: 'FieldsV1' });
  });
});

describe('server-side apply', () => {
  const apply = (name: string, body: object, query: string) =>
    api.call('PATCH', `${CONFIG_MAPS}/${name}?${query}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...body }, { 'content-type': 'application/apply-patch+yaml' });

  it('creates, then changes', async () => {
    expect((await apply('applied', { data: { a: '1' } }, 'fieldManager=m1')).status).toBe(201);
    const again = await apply('applied', { data: { b: '1' } }, 'fieldManager=m1');
    expect([again.status, again.body.data]).toEqual([200, { b: '1' }]);
  });

  it('refuses to take a field from another manager without force', async () => {
    await apply('contested', { data: { a: '1' } }, 'fieldManager=m1');
    const refused = await apply('contested', { data: { a: '2' } }, 'fieldManager=m2');
    expect([refused.status, refused.body.message]).toEqual([409, 'Apply failed with 1 conflict: conflict with "m1": .data.a']);
    expect((await apply('contested', { data: { a: '2' } }, 'fieldManager=m2&force=true')).body.data).toEqual({ a: '2' });
  });

  it('needs a field manager', async () => {
    expect((await apply('nobody', {}, '')).body.message).toBe('PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch');
  });

  it('changes nothing when repeated', async () => {
    const first = await apply('steady', { data: { a: '1' } }, 'fieldManager=m1');
    const again = await apply('steady', { data: { a: '1' } }, 'fieldManager=m1');
    expect(again.body.metadata?.resourceVersion).toBe(first.body.metadata?.resourceVersion);
  });
});

describe('deleting', () => {
  it('answers with a Success that names the object', async () => {
    const { body: made } = await api.call('POST', WIDGETS, widgetBody('gone'));
    const { status, body } = await api.call('DELETE', `${WIDGETS}/gone`);
    expect(status).toBe(200);
    expect(body).toEqual({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details: { name: 'gone', group: 'example.com', kind: 'widgets', uid: made.metadata?.uid } });
  });

  it('waits for finalizers', async () => {
    await api.call('POST', WIDGETS, widgetBody('held', { size: 1 }, { finalizers: ['example.com/a'] }));
    const first = await api.call('DELETE', `${WIDGETS}/held`);
    expect([first.status, first.body.metadata?.generation, first.body.metadata?.deletionGracePeriodSeconds]).toEqual([200, 2, 0]);
    expect((await api.call('DELETE', `${WIDGETS}/held`)).body.metadata?.deletionTimestamp).toBe(first.body.metadata?.deletionTimestamp);
    const more = await api.call('PATCH', `${WIDGETS}/held`, { metadata: { finalizers: ['example.com/a', 'example.com/b'] } });
    expect(more.body.details?.causes?.[0]?.message).toBe(
      'Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/b"}',
    );
    expect((await api.call('PATCH', `${WIDGETS}/held`, { metadata: { finalizers: null } })).status).toBe(200);
    expect((await api.call('GET', `${WIDGETS}/held`)).status).toBe(404);
  });

  it('heeds preconditions', async () => {
    await api.call('POST', WIDGETS, widgetBody('guarded'));
    const byUid = await api.call('DELETE', `${WIDGETS}/guarded`, { preconditions: { uid: 'other' } });
    expect([byUid.status, byUid.body.details?.kind]).toEqual([409, 'Widget']);
    expect(byUid.body.message).toMatch(/^Operation cannot be fulfilled on Widget.example.com "guarded": the UID in the precondition \(other\) does not match the UID in record \(/);
    const byVersion = await api.call('DELETE', `${WIDGETS}/guarded`, { preconditions: { resourceVersion: '1' } });
    expect(byVersion.body.message).toMatch(/the ResourceVersion in the precondition \(1\) does not match the ResourceVersion in record \(\d+\). The object might have been modified$/);
  });

  it('refuses ways of propagation it does not know', async () => {
    expect((await api.call('DELETE', `${WIDGETS}/x?propagationPolicy=Sideways`)).body.message).toMatch(
      /propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"$/,
    );
  });

  it('empties a collection by selector and lists what it deleted', async () => {
    await api.call('POST', WIDGETS, widgetBody('l1', { size: 1 }, { labels: { kill: 'yes' } }));
    await api.call('POST', WIDGETS, widgetBody('l2', { size: 1 }, { labels: { kill: 'no' } }));
    const { status, body } = await api.call('DELETE', `${WIDGETS}?labelSelector=kill%3Dyes`);
    expect([status, body.kind, body.items?.map((item) => item.metadata?.name)]).toEqual([200, 'WidgetList', ['l1']]);
    expect((await api.call('GET', `${WIDGETS}/l1`)).status).toBe(404);
    expect((await api.call('GET', `${WIDGETS}/l2`)).status).toBe(200);
  });

  it('only looks in a dry run', async () => {
    await api.call('POST', WIDGETS, widgetBody('kept'));
    expect((await api.call('DELETE', `${WIDGETS}/kept?dryRun=All`)).body.status).toBe('Success');
    expect((await api.call('GET', `${WIDGETS}/kept`)).status).toBe(200);
  });
});
