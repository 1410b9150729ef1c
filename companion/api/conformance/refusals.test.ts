import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { Answer, StartedApi } from '../../test-support/api/start-api';
import { CONFIG_MAPS, WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;

beforeAll(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget, gadget], namespaces: ['default', 'other'] });
  await api.call('POST', CONFIG_MAPS, { metadata: { name: 'c1' }, data: { a: '1' } });
  await api.call('POST', WIDGETS, widgetBody('demo'));
});
afterAll(() => api.stop());

const facts = ({ status, body }: Answer) => [status, body.reason, body.message];

describe('what is not there', () => {
  it('names resource, group and object', async () => {
    const { status, body } = await api.call('GET', `${WIDGETS}/nope`);
    expect(status).toBe(404);
    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'widgets.example.com "nope" not found',
      reason: 'NotFound',
      details: { name: 'nope', group: 'example.com', kind: 'widgets' },
      code: 404,
    });
  });

  it('leaves the group out for core kinds', async () => {
    const { body } = await api.call('GET', `${CONFIG_MAPS}/nope`);
    expect([body.message, body.details]).toEqual(['configmaps "nope" not found', { name: 'nope', kind: 'configmaps' }]);
  });

  it.each(['/api/v1/namespaces/default/nonsense', '/api/v9/pods', '/apis/apps/v9/deployments', '/api/v1/namespaces/default/configmaps/a%2Fb'])('is a Status below the path of a built-in group: %s', async (path) => {
    const { body } = await api.call('GET', path);
    expect([body.code, body.message, body.details]).toEqual([404, 'the server could not find the requested resource', {}]);
  });

  it.each(['/apis/example.com/v1/namespaces/default/nonsense', '/apis/example.com/v9/widgets', '/apis/none.example.com/v1/things', '/apis/example.com/v1/widgets/demo', '/apis/example.com/v1/namespaces/default/gadgets', '/nonsense'])(
    'is plain text for %s',
    async (path) => {
      const { status, text, headers } = await api.call('GET', path);
      expect([status, text, headers.get('content-type')]).toEqual([404, '404 page not found\n', 'text/plain; charset=utf-8']);
    },
  );

  it('names the object for an unknown subresource of a custom resource', async () => {
    expect(facts(await api.call('GET', `${WIDGETS}/demo/nonsense`))).toEqual([404, 'NotFound', 'widgets.example.com "demo" not found']);
  });

  it('names the namespace when that is missing', async () => {
    const { body } = await api.call('POST', '/api/v1/namespaces/none/configmaps', { metadata: { name: 'x' } });
    expect([body.code, body.message, body.details]).toEqual([404, 'namespaces "none" not found', { name: 'none', kind: 'namespaces' }]);
  });
});

describe('what does not fit', () => {
  it('refuses a second object of the same name', async () => {
    expect(facts(await api.call('POST', WIDGETS, widgetBody('demo')))).toEqual([409, 'AlreadyExists', 'widgets.example.com "demo" already exists']);
  });

  it('refuses a stale resourceVersion', async () => {
    const body = widgetBody('demo', { size: 2 }, { resourceVersion: '1' });
    expect(facts(await api.call('PUT', `${WIDGETS}/demo`, body))).toEqual([
      409,
      'Conflict',
      'Operation cannot be fulfilled on widgets.example.com "demo": the object has been modified; please apply your changes to the latest version and try again',
    ]);
    expect((await api.call('PATCH', `${WIDGETS}/demo`, { metadata: { resourceVersion: '1' }, spec: { size: 3 } })).status).toBe(409);
  });

  it('wants a resourceVersion for the PUT of a custom resource, not of a core object', async () => {
    expect(facts(await api.call('PUT', `${WIDGETS}/demo`, widgetBody('demo')))).toEqual([
      422,
      'Invalid',
      'widgets.example.com "demo" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    ]);
    expect((await api.call('PUT', `${CONFIG_MAPS}/c1`, { metadata: { name: 'c1' }, data: { a: '1' } })).status).toBe(200);
  });

  it('refuses a resourceVersion that is no number with 500, as the real one', async () => {
    expect(facts(await api.call('PUT', `${CONFIG_MAPS}/c1`, { metadata: { name: 'c1', resourceVersion: 'abc' } }))).toEqual([500, undefined, 'strconv.ParseUint: parsing "abc": invalid syntax']);
  });

  it('refuses a resourceVersion on create', async () => {
    expect(facts(await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x', resourceVersion: '1' } }))).toEqual([500, undefined, 'resourceVersion should not be set on objects to be created']);
  });

  it('refuses another name or namespace than the URL', async () => {
    expect(facts(await api.call('PUT', `${CONFIG_MAPS}/c1`, { metadata: { name: 'c2' } }))).toEqual([400, 'BadRequest', 'the name of the object (c2) does not match the name on the URL (c1)']);
    expect(facts(await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x', namespace: 'other' } }))).toEqual([
      400,
      'BadRequest',
      'the namespace of the provided object does not match the namespace sent on the request',
    ]);
  });

  it('refuses a PUT with another uid', async () => {
    const { body } = await api.call('PUT', `${CONFIG_MAPS}/c1`, { metadata: { name: 'c1', uid: 'x' } });
    expect(body.code).toBe(409);
    expect(body.message).toMatch(/StorageError: invalid object, Code: 4, Key: \/registry\/configmaps\/default\/c1, .*Precondition failed: UID in precondition: x, UID in object meta: /);
  });

  it('refuses to change the uid, with the cause twice, and ignores another creationTimestamp', async () => {
    const { body } = await api.call('PATCH', `${CONFIG_MAPS}/c1`, { metadata: { uid: 'x' } });
    expect([body.code, body.details?.causes?.length, body.details?.causes?.[0]?.message]).toEqual([422, 2, 'Invalid value: "x": field is immutable']);
    expect((await api.call('PATCH', `${CONFIG_MAPS}/c1`, { metadata: { creationTimestamp: '2001-01-01T00:00:00Z' } })).body.metadata?.creationTimestamp).not.toMatch(/^2001/);
  });

  it('refuses to set a deletionTimestamp', async () => {
    const { body } = await api.call('PATCH', `${CONFIG_MAPS}/c1`, { metadata: { deletionTimestamp: '2001-01-01T00:00:00Z' } });
    expect([body.code, body.details?.causes?.[0]?.field]).toEqual([422, 'metadata.deletionTimestamp']);
  });

  it.each([
    [{ metadata: {} }, 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required'],
    [{ metadata: { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '' }] } }, 'ConfigMap "a" is invalid: metadata.ownerReferences.uid: Invalid value: "": must not be empty'],
  ])('refuses metadata %j', async (body, message) => {
    expect(facts(await api.call('POST', CONFIG_MAPS, body))).toEqual([422, 'Invalid', message]);
  });

  it('refuses two controlling owners', async () => {
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'u', controller: true };
    const { body } = await api.call('POST', CONFIG_MAPS, { metadata: { name: 'a', ownerReferences: [owner, { ...owner, uid: 'v' }] } });
    expect(body.message).toMatch(/Only one reference can have Controller set to true. Found "true" in references for x and x/);
  });

  it('refuses names that are none', async () => {
    const { body } = await api.call('POST', WIDGETS, widgetBody('Bad_Name'));
    expect(body.code).toBe(422);
    expect(body.message).toMatch(/^Widget.example.com "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of/);
    expect((await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'has.dot' } })).body.message).toBe(
      'Namespace "has.dot" is invalid: metadata.name: Invalid value: "has.dot": must not contain dots',
    );
  });

  it('never deletes the namespace default', async () => {
    expect(facts(await api.call('DELETE', '/api/v1/namespaces/default'))).toEqual([403, 'Forbidden', 'namespaces "default" is forbidden: this namespace may not be deleted']);
  });
});

describe('bodies', () => {
  it('says what is wrong with broken JSON', async () => {
    expect(facts(await api.call('POST', CONFIG_MAPS, '{"apiVersion":"v1",'))).toEqual([
      400,
      'BadRequest',
      `the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input ({"apiVersion":"v1",)`,
    ]);
  });

  it('needs a kind for custom resources, not for core ones', async () => {
    expect((await api.call('POST', WIDGETS, { apiVersion: 'example.com/v1', metadata: { name: 'x' } })).body.message).toMatch(
      /^the object provided is unrecognized \(must be of type Widget\): Object 'Kind' is missing in '/,
    );
    expect((await api.call('POST', `${CONFIG_MAPS}?dryRun=All`, { metadata: { name: 'x' } })).status).toBe(201);
  });

  it('refuses another apiVersion or kind', async () => {
    expect(facts(await api.call('POST', WIDGETS, { ...widgetBody('x'), apiVersion: 'v1' }))).toEqual([
      400,
      'BadRequest',
      'the API version in the data (v1) does not match the expected API version (example.com/v1)',
    ]);
    expect((await api.call('POST', CONFIG_MAPS, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } })).body.message).toBe(
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    );
  });

  it('refuses content types it does not read', async () => {
    const type = { 'content-type': 'application/xml' };
    expect(facts(await api.call('POST', CONFIG_MAPS, 'x', type))).toEqual([
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ]);
    expect((await api.call('PATCH', `${WIDGETS}/demo`, '{}', { 'content-type': 'application/strategic-merge-patch+json' })).body.message).toMatch(
      /application\/json-patch\+json, application\/merge-patch\+json, application\/apply-patch\+yaml$/,
    );
    expect(facts(await api.call('PATCH', `${CONFIG_MAPS}/c1`, '{}', { 'content-type': 'text/plain' }))).toEqual([415, 'UnsupportedMediaType', '415: Unsupported Media Type']);
  });

  it('names the JSON type that does not fit', async () => {
    expect((await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x', labels: { a: 1 } } })).body.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    );
  });

  it('reads YAML', async () => {
    const answer = await api.call('POST', CONFIG_MAPS, 'metadata:\n  name: yaml\ndata:\n  a: "1"\n', { 'content-type': 'application/yaml' });
    expect([answer.status, answer.body.data]).toEqual([201, { a: '1' }]);
  });
});

describe('methods and queries', () => {
  it.each([
    ['POST', `${CONFIG_MAPS}/c1`],
    ['POST', '/api/v1/configmaps'],
    ['DELETE', '/api/v1/namespaces'],
  ])('does not allow %s %s', async (method, path) => {
    const { body } = await api.call(method, path, method === 'POST' ? { metadata: { name: 'x' } } : undefined);
    expect([body.code, body.message, body.details]).toEqual([405, 'the server does not allow this method on the requested resource', {}]);
  });

  it('answers what it cannot put into the wanted form with 406', async () => {
    const accept = { accept: 'text/html' };
    expect((await api.call('GET', WIDGETS, undefined, accept)).body.message).toBe(
      'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    );
    expect((await api.call('GET', WIDGETS, undefined, { accept: 'application/json;as=Table;v=v9;g=meta.k8s.io' })).status).toBe(406);
    expect((await api.call('GET', WIDGETS, undefined, { accept: 'application/json;as=Table;v=v9;g=meta.k8s.io, application/json' })).body.kind).toBe('WidgetList');
  });

  it('refuses numbers that are none', async () => {
    expect(facts(await api.call('GET', `${CONFIG_MAPS}?limit=abc`))).toEqual([400, 'BadRequest', 'strconv.ParseInt: parsing "abc": invalid syntax']);
    expect((await api.call('DELETE', `${CONFIG_MAPS}/c1?gracePeriodSeconds=abc`)).status).toBe(400);
  });

  it('refuses values a parameter does not have', async () => {
    const post = (query: string) => api.call('POST', `${CONFIG_MAPS}?${query}`, { metadata: { name: 'x' } });
    const { body } = await post('dryRun=x');
    expect([body.code, body.message, body.details?.group, body.details?.kind]).toEqual([
      422,
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"',
      'meta.k8s.io',
      'CreateOptions',
    ]);
    expect((await post('fieldValidation=x')).body.message).toMatch(/fieldValidation: Unsupported value: "x": supported values: "", "Ignore", "Strict", "Warn"$/);
    expect((await post(`fieldManager=${'x'.repeat(129)}`)).body.message).toMatch(/fieldManager: Too long: may not be more than 128 bytes$/);
  });
});
