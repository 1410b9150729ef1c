import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { Answer, StartedApi } from '../../test-support/api/start-api';
import { CONFIG_MAPS, WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

const TYPES = { merge: 'merge-patch+json', json: 'json-patch+json', strategic: 'strategic-merge-patch+json', apply: 'apply-patch+yaml' };
const ONE = `${CONFIG_MAPS}/one`;
const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget, gadget] });
  await api.call('POST', CONFIG_MAPS, { metadata: { name: 'one' }, data: { a: '1' } });
  await api.call('POST', WIDGETS, widgetBody('one'));
});
afterAll(() => api.stop());

const facts = ({ status, body }: Answer) => [status, body.reason, body.message];
const patch = (path: string, form: keyof typeof TYPES, body: unknown) => api.call('PATCH', path, body, { 'content-type': `application/${TYPES[form]}` });
const apply = (path: string, body: unknown, more = '') => patch(`${path}?fieldManager=m${more}`, 'apply', body);

describe('a body a real server does not recognise', () => {
  it.each([
    ['', "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"],
    ['{"apiVersion":"v1",', 'couldn\'t get version/kind; json parse error: unexpected end of JSON input ({"apiVersion":"v1",)'],
    [`{"a":"${'x'.repeat(40)}`, `couldn't get version/kind; json parse error: unexpected end of JSON input ({"a":"${'x'.repeat(24)} ...)`],
    ['[]', 'couldn\'t get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d)'],
  ])('%s is shown by its beginning, in hexadecimal unless it is an object', async (body, why) => {
    expect(facts(await api.call('POST', CONFIG_MAPS, body))).toEqual([400, 'BadRequest', `the object provided is unrecognized (must be of type ConfigMap): ${why}`]);
  });

  it('says which kinds it does not know, and which it cannot convert', async () => {
    const post = (body: object) => api.call('POST', CONFIG_MAPS, { metadata: { name: 'x' }, ...body });
    const configMap = (why: string) => [400, 'BadRequest', why];
    expect(facts(await post({ kind: 'Secret', apiVersion: 'v1' }))).toEqual(configMap('Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion'));
    expect(facts(await post({ kind: 'configmap', apiVersion: 'v1' }))).toEqual(configMap(`configmap in version "v1" cannot be handled as a ConfigMap: no kind "configmap" is registered for version "v1" in scheme "${SCHEME}"`));
    expect(facts(await post({ apiVersion: 'v9' }))).toEqual(configMap(`ConfigMap in version "v9" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v9" in scheme "${SCHEME}"`));
  });

  it('refuses another kind than that of the custom resource by validation, and metadata of wrong types by decoding', async () => {
    const other = { ...widgetBody('x'), kind: 'Other' };
    expect(facts(await api.call('POST', WIDGETS, other))).toEqual([422, 'Invalid', 'Other.example.com "x" is invalid: kind: Invalid value: "Other": must be Widget']);
    const labels = widgetBody('x', {}, { labels: { a: 1 } });
    expect(facts(await api.call('POST', WIDGETS, labels))[2]).toBe('Widget in version "v1" cannot be handled as a Widget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string');
  });

  it('wants base64 where Go has bytes, and RFC 3339 where it has times', async () => {
    const prefix = 'ConfigMap in version "v1" cannot be handled as a ConfigMap: ';
    expect(facts(await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x' }, binaryData: { a: '!!!' } }))[2]).toBe(`${prefix}illegal base64 data at input byte 0`);
    const time = await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x', creationTimestamp: 'yesterday' } });
    expect(facts(time)[2]).toBe(`${prefix}parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"`);
  });

  it('leaves out empty maps and selfLink, and takes null for an empty text', async () => {
    const { body } = await api.call('POST', `${CONFIG_MAPS}?dryRun=All`, { metadata: { name: 'x', selfLink: '/x', labels: {}, finalizers: [] }, data: { a: null }, binaryData: {} });
    expect([Object.keys(body.metadata ?? {}).sort(), body.data, body.binaryData]).toEqual([['creationTimestamp', 'managedFields', 'name', 'namespace', 'uid'], { a: '' }, undefined]);
  });
});

describe('what a patch leads to', () => {
  it('is decoded again: 422 that shows the object', async () => {
    const wrong = await patch(ONE, 'merge', { data: { a: true } });
    expect(wrong.status).toBe(422);
    expect(wrong.body.message).toMatch(/^ "" is invalid: patch: Invalid value: "\{\\"kind\\":\\"ConfigMap\\",.*\\"data\\":\{\\"a\\":true\}\}": json: cannot unmarshal bool into Go struct field ConfigMap.data of type string$/);
    expect((await patch(ONE, 'merge', { kind: 'Secret' })).body.message).toMatch(/": converting \(v1.Secret\) to \(core.ConfigMap\): unknown conversion$/);
    expect(facts(await patch(`${WIDGETS}/one`, 'merge', { kind: 'Other' }))[2]).toBe('Other.example.com "one" is invalid: kind: Invalid value: "Other": must be Widget');
  });

  it('shows a strategic merge patch as Go prints maps', async () => {
    const { status, body } = await patch(ONE, 'strategic', { data: ['a', { b: null }] });
    expect([status, body.message]).toEqual([422, ' "" is invalid: patch: Invalid value: "map[data:[a map[b:<nil>]]]": json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string']);
  });

  it('has to keep its name', async () => {
    expect(facts(await patch(ONE, 'merge', { metadata: null }))).toEqual([400, 'BadRequest', 'the name of the object (one based on URL) was undeterminable: name must be provided']);
    expect(facts(await apply(ONE, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'two' } }))).toEqual([400, 'BadRequest', 'the name of the object (two) does not match the name on the URL (one)']);
    expect((await apply(ONE, { apiVersion: 'v1', kind: 'ConfigMap' })).status).toBe(200);
  });

  it('refuses faults of strategic merge patches in the words of their library', async () => {
    const service = { metadata: { name: 's' }, spec: { ports: [{ port: 80 }] } };
    await api.call('POST', '/api/v1/namespaces/default/services', service);
    const ports = (item: object) => patch('/api/v1/namespaces/default/services/s', 'strategic', { spec: { ports: [item] } });
    expect(facts(await ports({ name: 'x' }))).toEqual([500, undefined, 'map: map[name:x] does not contain declared merge key: port']);
    expect(facts(await ports({ port: 80, $patch: 'explode' }))).toEqual([500, undefined, 'unknown patch type: explode in map: map[$patch:explode port:80]']);
    expect(facts(await patch(ONE, 'strategic', '{"a":'))).toEqual([400, 'BadRequest', 'unexpected end of JSON input']);
    expect(facts(await patch(ONE, 'merge', 'null'))).toEqual([400, 'BadRequest', 'Invalid JSON Patch']);
  });
});

describe('an applied configuration', () => {
  const map = (rest: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one', namespace: 'default' }, ...rest });
  const failed = (why: string) => [500, undefined, `failed to create typed patch object (default/one; /v1, Kind=ConfigMap): ${why}`];

  it('has to fit the schema: a plain error of the server otherwise', async () => {
    expect(facts(await apply(ONE, map({ nonsense: 1 })))).toEqual(failed('.nonsense: field not declared in schema'));
    expect(facts(await apply(ONE, map({ data: { a: 5 } })))).toEqual(failed('.data.a: expected string, got &value.valueUnstructured{Value:5}'));
    expect(facts(await apply(ONE, map({ data: { a: 5 }, immutable: 'yes' })))).toEqual(
      failed('errors:\n  .data.a: expected string, got &value.valueUnstructured{Value:5}\n  .immutable: expected boolean, got &{yes}'),
    );
    const unknown = await apply(`${WIDGETS}/one`, { ...widgetBody('one', { nonsense: 1 }) });
    expect(facts(unknown)).toEqual([500, undefined, 'failed to create typed patch object (/one; example.com/v1, Kind=Widget): .spec.nonsense: field not declared in schema']);
  });

  it('may not name a key twice', async () => {
    const path = '/api/v1/namespaces/default/services/s2';
    const body = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's2' }, spec: { ports: [{ port: 80, name: 'a' }, { port: 80, name: 'b' }] } };
    expect(facts(await apply(path, body))[2]).toBe('failed to create typed patch object (/s2; /v1, Kind=Service): .spec.ports: duplicate entries for key [port=80,protocol="TCP"]');
  });

  it('cannot make an object with a given uid, nor change one', async () => {
    const uid = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'new', uid: 'x' } };
    expect(facts(await apply(`${CONFIG_MAPS}/new`, uid))).toEqual([409, 'Conflict', 'Operation cannot be fulfilled on configmaps "new": uid mismatch: the provided object specified uid x, and no existing object was found']);
    expect((await apply(ONE, { ...uid, metadata: { name: 'one', uid: 'x' } })).body.message).toContain('metadata.uid: Invalid value: "x": field is immutable');
  });
});
