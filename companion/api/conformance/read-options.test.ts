import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { Answer, StartedApi } from '../../test-support/api/start-api';
import { CONFIG_MAPS, WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget, gadget] });
  await api.call('POST', CONFIG_MAPS, { metadata: { name: 'one' } });
  await api.call('POST', WIDGETS, widgetBody('one'));
});
afterAll(() => api.stop());

const facts = ({ status, body }: Answer) => [status, body.reason, body.message];
const token = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
const causes = ({ body }: Answer) => body.details?.causes?.map(({ field, message }) => `${field ?? ''}: ${message ?? ''}`);

describe('the options of a list', () => {
  it.each([
    [{ v: 'v9', rv: 1, start: '/a' }, 'server does not recognize this encoded version v9'],
    [{ v: 'meta.k8s.io/v1', start: '/a' }, 'incorrect encoded start resourceVersion (version meta.k8s.io/v1)'],
    [{ v: 'meta.k8s.io/v1', rv: 5 }, 'encoded start key empty (version meta.k8s.io/v1)'],
    [{ v: 'meta.k8s.io/v1', rv: 5, start: '../a' }, '../a'],
  ])('refuse the token %j', async (fields, why) => {
    expect(facts(await api.call('GET', `${CONFIG_MAPS}?continue=${token(fields)}`))).toEqual([400, 'BadRequest', `invalid continue token: continue key is not valid: ${why}`]);
  });

  it('are checked all at once, also those that matter to watches only', async () => {
    expect(causes(await api.call('GET', `${CONFIG_MAPS}?resourceVersionMatch=Odd&sendInitialEvents=false`))).toEqual([
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      'resourceVersionMatch: Unsupported value: "Odd": supported values: "Exact", "NotOlderThan", ""',
      'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
    ]);
    expect(causes(await api.call('GET', `${CONFIG_MAPS}?watch=1&resourceVersionMatch=Exact`))).toEqual([
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      'resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"',
    ]);
    expect(facts(await api.call('GET', `${CONFIG_MAPS}?timeoutSeconds=abc`))).toEqual([400, 'BadRequest', 'strconv.ParseInt: parsing "abc": invalid syntax']);
  });

  it('know the escapes of field selectors', async () => {
    const select = (text: string) => api.call('GET', `${CONFIG_MAPS}?fieldSelector=${encodeURIComponent(text)}`);
    expect(facts(await select('metadata.name=a\\'))).toEqual([400, 'BadRequest', 'invalid field selector: invalid escape sequence: \\']);
    expect(facts(await select('metadata.name=a=b'))).toEqual([400, 'BadRequest', 'invalid field selector: unescaped character in value: 61']);
    expect((await select('metadata.name=a\\=b')).status).toBe(200);
  });
});

describe('the resourceVersion of a single object', () => {
  it('is any, or one the server has reached', async () => {
    expect((await api.call('GET', `${CONFIG_MAPS}/one?resourceVersion=0`)).status).toBe(200);
    expect(facts(await api.call('GET', `${CONFIG_MAPS}/one?resourceVersion=abc`))).toEqual([500, undefined, 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax']);
    const early = await api.call('GET', `${CONFIG_MAPS}/one?resourceVersion=99999999`);
    expect([early.status, early.body.reason, early.headers.get('retry-after')]).toEqual([504, 'Timeout', '1']);
  }, 20_000);
});

describe('a form that cannot be had', () => {
  const get = (path: string, accept: string) => api.call('GET', path, undefined, { accept });
  const streams = ', application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch';
  const types = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';

  it('is refused by the router for built-in kinds, by the negotiation for custom resources', async () => {
    const one = await get(`${CONFIG_MAPS}/one`, 'application/xml');
    expect([facts(one), one.body.details]).toEqual([[406, 'NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${types}`], {}]);
    expect(facts(await get(CONFIG_MAPS, 'application/*'))[2]).toBe(`406: Not Acceptable\n\nAvailable representations: ${types}${streams}`);
    const negotiated = [406, 'NotAcceptable', `only the following media types are accepted: ${types}`];
    expect(facts(await get(`${WIDGETS}/one`, 'application/xml'))).toEqual(negotiated);
    expect(facts(await get(CONFIG_MAPS, 'application/json;as=Table;v=v9;g=meta.k8s.io'))).toEqual(negotiated);
  });

  it('names the type of what was asked for', async () => {
    const partial = (as: string) => `application/json;as=${as};g=meta.k8s.io;v=v1`;
    expect((await get(CONFIG_MAPS, partial('PartialObjectMetadata'))).body.message).toBe('you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)');
    expect((await get(`${CONFIG_MAPS}/one`, partial('PartialObjectMetadataList'))).body.message).toBe('you requested PartialObjectMetadataList, but the requested object is not a list (*core.ConfigMap)');
    expect((await get(WIDGETS, partial('PartialObjectMetadata'))).body.message).toBe('you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)');
  });
});

describe('the options of a deletion', () => {
  it('have to be options', async () => {
    const remove = (body: unknown) => api.call('DELETE', `${CONFIG_MAPS}/one?dryRun=All`, body);
    expect(facts(await remove({ kind: 'ConfigMap', apiVersion: 'v1' }))[2]).toMatch(/^no kind "ConfigMap" is registered for version "v1" in scheme/);
    expect((await remove({ kind: 'DeleteOptions', apiVersion: 'v1', dryRun: ['All'] })).status).toBe(200);
  });

  it('and of other writes name their manager in print', async () => {
    const odd = await api.call('POST', `${CONFIG_MAPS}?fieldManager=a%07b&dryRun=x`, { metadata: { name: 'x' } });
    expect(causes(odd)).toEqual(['fieldManager: Invalid value: "a\\ab": invalid character U+0007 (at position 1)', 'dryRun: Unsupported value: ["x"]: supported values: "All"']);
  });
});

describe('metadata', () => {
  it('of built-in kinds has finalizers that say whose they are; those of custom resources are warned about', async () => {
    const lone = await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x', finalizers: ['orphan', 'lone'] } });
    expect(causes(lone)).toEqual(['metadata.finalizers[1]: Invalid value: "lone": name is neither a standard finalizer name nor is it fully qualified']);
    const custom = await api.call('POST', `${WIDGETS}?dryRun=All`, widgetBody('x', {}, { finalizers: ['lone'] }));
    expect([custom.status, custom.headers.get('warning')]).toEqual([
      201,
      '299 - "metadata.finalizers: \\"lone\\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers"',
    ]);
  });

  it('has no events as owners', async () => {
    const owner = { apiVersion: 'v1', kind: 'Event', name: 'e', uid: 'u' };
    const refused = await api.call('POST', CONFIG_MAPS, { metadata: { name: 'x', ownerReferences: [owner] } });
    expect(causes(refused)).toEqual([`metadata.ownerReferences: Invalid value: ${JSON.stringify(owner)}: /v1, Kind=Event is disallowed from being an owner`]);
  });

  it('of a namespace that goes away has a time of deletion, and no grace', async () => {
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'going' } });
    const { body } = await api.call('DELETE', '/api/v1/namespaces/going');
    expect(Object.keys(body.metadata ?? {})).toContain('deletionTimestamp');
    expect(Object.keys(body.metadata ?? {})).not.toContain('deletionGracePeriodSeconds');
  });
});
