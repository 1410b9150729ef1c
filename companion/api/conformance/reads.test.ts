import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bareKinds } from '../../kinds/registry';
import type { Clock } from '../../lib/clock';
import { startApi } from '../../test-support/api/start-api';
import type { Json, StartedApi } from '../../test-support/api/start-api';
import { CONFIG_MAPS, WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;

/** Waits of the server are over at once. */
const hastyClock: Clock = {
  now: () => Date.now(),
  after: (_ms, task) => {
    const timer = setTimeout(task, 5);
    return () => clearTimeout(timer);
  },
};
const ALL = '/apis/example.com/v1/widgets';
const PAGED = '/apis/example.com/v1/namespaces/paged/widgets';
const names = (body: Json) => body.items?.map(({ metadata }) => metadata?.name);

beforeAll(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget, gadget], namespaces: ['default', 'a-b', 'a', 'paged'], clock: hastyClock });
  for (const [index, name] of ['p1', 'p2', 'p3', 'p4', 'p5'].entries()) {
    await api.call('POST', PAGED, widgetBody(name, { size: index + 1, name, color: index % 2 ? 'green' : 'red' }, { labels: { n: String(index), parity: index % 2 ? 'odd' : 'even' } }));
  }
});
afterAll(() => api.stop());

describe('lists', () => {
  it('of core kinds leave kind and apiVersion of the items out', async () => {
    await api.call('POST', CONFIG_MAPS, { metadata: { name: 'c1' } });
    const { body, text } = await api.call('GET', CONFIG_MAPS);
    expect(text).toMatch(/^\{"kind":"ConfigMapList","apiVersion":"v1","metadata":\{"resourceVersion":"\d+"\},"items":\[\{"metadata":/);
    expect([body.items?.[0]?.kind, body.items?.[0]?.apiVersion]).toEqual([undefined, undefined]);
  });

  it('of custom resources are sorted and always have a continue', async () => {
    const { body, text } = await api.call('GET', PAGED);
    expect(text).toMatch(/^\{"apiVersion":"example.com\/v1","items":\[\{"apiVersion":"example.com\/v1","kind":"Widget",/);
    expect([body.kind, body.metadata?.continue]).toEqual(['WidgetList', '']);
  });

  it('keep members with names that sort before all others', async () => {
    await api.call('POST', '/apis/example.com/v1/gadgets', { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'odd' }, '0': [], Alpha: 1, __proto__x: 2 });
    const { body } = await api.call('GET', '/apis/example.com/v1/gadgets');
    expect(body.items?.find(({ metadata }) => metadata?.name === 'odd')).toMatchObject({ apiVersion: 'example.com/v1', kind: 'Gadget', '0': [], Alpha: 1 });
  });

  it('are empty for a namespace that does not exist', async () => {
    const { status, body } = await api.call('GET', '/api/v1/namespaces/none/configmaps');
    expect([status, body.items]).toEqual([200, []]);
  });

  it('come in the order of namespace, then name', async () => {
    await api.call('POST', '/apis/example.com/v1/namespaces/a/widgets', widgetBody('z'));
    await api.call('POST', '/apis/example.com/v1/namespaces/a-b/widgets', widgetBody('a'));
    const { body } = await api.call('GET', `${ALL}?limit=2`);
    expect(body.items?.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`)).toEqual(['a-b/a', 'a/z']);
  });
});

describe('pages', () => {
  it('follow each other and say how many are left', async () => {
    const first = (await api.call('GET', `${PAGED}?limit=2`)).body;
    expect([names(first), first.metadata?.remainingItemCount]).toEqual([['p1', 'p2'], 3]);
    const token: unknown = JSON.parse(Buffer.from(first.metadata?.continue ?? '', 'base64url').toString());
    expect(token).toEqual({ v: 'meta.k8s.io/v1', rv: Number(first.metadata?.resourceVersion), start: '/p2\u0000' });
    const second = (await api.call('GET', `${PAGED}?limit=2&continue=${first.metadata?.continue}`)).body;
    expect([names(second), second.metadata?.remainingItemCount]).toEqual([['p3', 'p4'], 1]);
    const last = (await api.call('GET', `${PAGED}?limit=2&continue=${second.metadata?.continue}`)).body;
    expect([names(last), last.metadata?.continue, last.metadata?.remainingItemCount]).toEqual([['p5'], '', undefined]);
  });

  it('show the state of the first, whatever changes in between', async () => {
    const { body: first } = await api.call('GET', `${PAGED}?limit=1`);
    await api.call('POST', PAGED, widgetBody('p2b'));
    await api.call('DELETE', `${PAGED}/p3`);
    await api.call('PATCH', `${PAGED}/p4`, { spec: { size: 9 } });
    const { body: rest } = await api.call('GET', `${PAGED}?continue=${first.metadata?.continue}`);
    expect(names(rest)).toEqual(['p2', 'p3', 'p4', 'p5']);
    expect(rest.items?.find(({ metadata }) => metadata?.name === 'p4')?.spec?.size).toBe(4);
    expect(rest.metadata?.resourceVersion).toBe(first.metadata?.resourceVersion);
    await api.call('DELETE', `${PAGED}/p2b`);
    await api.call('POST', PAGED, widgetBody('p3', { size: 3, name: 'p3', color: 'red' }, { labels: { n: '2', parity: 'even' } }));
    await api.call('PATCH', `${PAGED}/p4`, { spec: { size: 4 } });
  });

  it('do not count what a selector leaves', async () => {
    const { body } = await api.call('GET', `${PAGED}?limit=1&labelSelector=parity%3Deven`);
    expect([names(body), body.metadata?.remainingItemCount]).toEqual([['p1'], undefined]);
    expect(body.metadata?.continue).not.toBe('');
  });

  it('have no limit below one', async () => {
    expect(names((await api.call('GET', `${PAGED}?limit=-1`)).body)).toHaveLength(5);
  });

  it.each(['nonsense!', 'bm9uc2Vuc2U', Buffer.from('{"v":"meta.k8s.io/v1","rv":"x","start":"/a"}').toString('base64url')])('refuse the token %s', async (token) => {
    const { status, body } = await api.call('GET', `${PAGED}?continue=${encodeURIComponent(token)}`);
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toMatch(/^invalid continue token: continue key is not valid: /);
  });

  it('refuse a token together with a resourceVersion', async () => {
    const { body } = await api.call('GET', `${PAGED}?limit=1`);
    const refused = await api.call('GET', `${PAGED}?continue=${body.metadata?.continue}&resourceVersion=5`);
    expect([refused.status, refused.body.message]).toEqual([400, 'specifying resource version is not allowed when using continue']);
  });
});

describe('resourceVersion of a list', () => {
  it('is the newest, any or exactly the one asked for', async () => {
    const { body: before } = await api.call('GET', `${PAGED}`);
    await api.call('POST', PAGED, widgetBody('p6'));
    const version = before.metadata?.resourceVersion ?? '';
    const at = async (query: string) => names((await api.call('GET', `${PAGED}?${query}`)).body)?.length;
    expect(await at('resourceVersion=0')).toBe(6);
    expect(await at(`resourceVersion=${version}`)).toBe(6);
    expect(await at(`resourceVersion=${version}&resourceVersionMatch=NotOlderThan`)).toBe(6);
    expect(await at(`resourceVersion=${version}&resourceVersionMatch=Exact`)).toBe(5);
    expect(await at(`resourceVersion=${version}&limit=10`)).toBe(5);
    await api.call('DELETE', `${PAGED}/p6`);
  });

  it('from the future times out with what is wrong', async () => {
    const { status, body, headers } = await api.call('GET', `${PAGED}?resourceVersion=99999999`);
    expect([status, body.reason, headers.get('retry-after')]).toEqual([504, 'Timeout', '1']);
    expect(body.message).toBe(`Timeout: Too large resource version: 99999999, current: ${api.store.revision}`);
    expect(body.details).toMatchObject({ causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1 });
  });

  it.each([
    ['resourceVersion=abc', 400, /^invalid resource version: resourceVersion: Invalid value: "abc": /],
    ['resourceVersionMatch=Exact', 422, /resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided$/],
    ['resourceVersionMatch=Exact&resourceVersion=0', 422, /Forbidden/],
    ['sendInitialEvents=true&resourceVersionMatch=NotOlderThan', 422, /sendInitialEvents is forbidden for list/],
  ])('%s is refused with %i', async (query, code, message) => {
    const { status, body } = await api.call('GET', `${PAGED}?${query}`);
    expect(status).toBe(code);
    expect(body.message).toMatch(message);
  });
});

describe('selectors', () => {
  const select = async (query: string) => names((await api.call('GET', `${PAGED}?${query}`)).body);

  it.each([
    ['parity=even', ['p1', 'p3', 'p5']],
    ['parity==even', ['p1', 'p3', 'p5']],
    ['parity!=even', ['p2', 'p4']],
    ['n in (0,1)', ['p1', 'p2']],
    ['n notin (0,1)', ['p3', 'p4', 'p5']],
    ['parity', ['p1', 'p2', 'p3', 'p4', 'p5']],
    ['!parity', []],
    ['n>2', ['p4', 'p5']],
    ['n<2,parity=odd', ['p2']],
  ])('by labels: %s', async (selector, expected) => {
    expect(await select(`labelSelector=${encodeURIComponent(selector)}`)).toEqual(expected);
  });

  it.each([
    ['metadata.name=p2', ['p2']],
    ['metadata.name!=p2', ['p1', 'p3', 'p4', 'p5']],
    ['spec.color=green', ['p2', 'p4']],
    ['spec.color!=green,metadata.name!=p1', ['p3', 'p5']],
    ['metadata.namespace=other', []],
  ])('by fields: %s', async (selector, expected) => {
    expect(await select(`fieldSelector=${encodeURIComponent(selector)}`)).toEqual(expected);
  });

  it.each([
    ['labelSelector', 'n in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
    ['fieldSelector', 'garbage', "invalid selector: 'garbage'; can't understand 'garbage'"],
    ['fieldSelector', 'spec.x=1', 'field label not supported: spec.x'],
  ])('%s %s is refused', async (parameter, selector, message) => {
    const { status, body } = await api.call('GET', `${PAGED}?${parameter}=${encodeURIComponent(selector)}`);
    expect([status, body.message]).toEqual([400, message]);
  });

  it('names the fields of a core kind that can be selected by', async () => {
    expect((await api.call('GET', `${CONFIG_MAPS}?fieldSelector=data.x%3D1`)).body.message).toBe(
      '"data.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
  });
});

describe('tables', () => {
  const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json' };

  it('have the columns of the definition after the name', async () => {
    const { body } = await api.call('GET', PAGED, undefined, TABLE);
    expect([body.kind, body.apiVersion]).toEqual(['Table', 'meta.k8s.io/v1']);
    expect(body.columnDefinitions?.map(({ name, type, format, priority }) => [name, type, format, priority])).toEqual([
      ['Name', 'string', 'name', 0],
      ['Size', 'integer', '', 0],
      ['Phase', 'string', '', 0],
      ['Age', 'date', '', 0],
      ['Color', 'string', '', 1],
    ]);
    const [row] = body.rows ?? [];
    expect(row?.cells).toEqual(['p1', 1, null, expect.stringMatching(/^\d+s$/), 'red']);
    expect(row?.object).toMatchObject({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'p1' } });
  });

  it('carry no object, or the whole one, when asked', async () => {
    const rows = async (include: string) => (await api.call('GET', `${PAGED}?includeObject=${include}`, undefined, TABLE)).body.rows;
    expect((await rows('None'))?.[0]?.object).toBeNull();
    expect((await rows('Object'))?.[0]?.object?.spec?.size).toBe(1);
    expect((await api.call('GET', `${PAGED}?includeObject=Foo`, undefined, TABLE)).body.message).toBe(
      `Unable to convert to Table as requested: includeObject: Invalid value: "Foo": must be 'Metadata', 'Object', 'None', or empty`,
    );
  });

  it('show one object too, and page', async () => {
    expect((await api.call('GET', `${PAGED}/p2`, undefined, TABLE)).body.rows).toHaveLength(1);
    const { body } = await api.call('GET', `${PAGED}?limit=2`, undefined, TABLE);
    expect([body.rows?.length, body.metadata?.remainingItemCount]).toEqual([2, 3]);
  });

  it('of a definition without columns have name and age', async () => {
    await api.call('POST', '/apis/example.com/v1/gadgets', { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'g' } });
    const { body } = await api.call('GET', '/apis/example.com/v1/gadgets', undefined, TABLE);
    expect(body.columnDefinitions?.map(({ name }) => name)).toEqual(['Name', 'Age']);
  });

  it('leave errors as they are', async () => {
    expect((await api.call('GET', `${PAGED}/none`, undefined, TABLE)).body.kind).toBe('Status');
  });
});

describe('forms', () => {
  it('gives only metadata on request', async () => {
    const accept = (as: string) => ({ accept: `application/json;as=${as};v=v1;g=meta.k8s.io` });
    const { body } = await api.call('GET', PAGED, undefined, accept('PartialObjectMetadataList'));
    expect([body.kind, body.items?.[0]?.kind, body.items?.[0]?.spec]).toEqual(['PartialObjectMetadataList', 'PartialObjectMetadata', undefined]);
    expect((await api.call('GET', `${PAGED}/p1`, undefined, accept('PartialObjectMetadata'))).body.kind).toBe('PartialObjectMetadata');
    const wrong = await api.call('GET', PAGED, undefined, accept('PartialObjectMetadata'));
    expect([wrong.status, wrong.body.message]).toEqual([406, 'you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)']);
  });

  it('speaks YAML', async () => {
    const { text, headers } = await api.call('GET', `${PAGED}/p1`, undefined, { accept: 'application/yaml' });
    expect(headers.get('content-type')).toBe('application/yaml');
    expect(parse(text)).toMatchObject({ kind: 'Widget', metadata: { name: 'p1' } });
    expect(parse((await api.call('GET', PAGED, undefined, { accept: 'application/yaml' })).text)).toMatchObject({ kind: 'WidgetList' });
  });

  it('indents for people, unless they do not want it', async () => {
    const as = (agent: string, query = '') => api.call('GET', `${PAGED}/p1${query}`, undefined, { 'user-agent': agent });
    expect((await as('Mozilla/5.0 (X11)')).text).toMatch(/^\{\n {2}"apiVersion"/);
    expect((await as('curl/8.0')).text).toMatch(/^\{\n {2}"apiVersion"/);
    expect((await as('Mozilla/5.0', '?pretty=false')).text).toMatch(/^\{"apiVersion"/);
    expect((await as('kubectl/v1.32')).text).toMatch(/^\{"apiVersion"/);
    expect((await as('kubectl/v1.32', '?pretty=true')).text).toMatch(/^\{\n {2}"apiVersion"/);
  });

  it('indents lists the same way', async () => {
    const plain = await api.call('GET', PAGED);
    const { text } = await api.call('GET', PAGED, undefined, { 'user-agent': 'Mozilla/5.0' });
    expect(text.trimEnd()).toBe(JSON.stringify(plain.body, null, 2));
  });

  it('compresses from 128 KiB on', async () => {
    const at = '/api/v1/namespaces/a/configmaps';
    await api.call('POST', at, { metadata: { name: 'small' }, data: { a: 'x'.repeat(120_000) } });
    await api.call('POST', at, { metadata: { name: 'large' }, data: { a: 'x'.repeat(140_000) } });
    const get = (name: string) => raw(`${api.url}${at}/${name}`, { 'accept-encoding': 'gzip' });
    expect((await get('small')).encoding).toBeUndefined();
    const large = await get('large');
    expect([large.encoding, large.vary]).toEqual(['gzip', 'Accept-Encoding']);
    expect(JSON.parse(gunzipSync(large.bytes).toString())).toMatchObject({ metadata: { name: 'large' } });
    const list = await raw(`${api.url}${at}`, { 'accept-encoding': 'gzip' });
    expect(JSON.parse(gunzipSync(list.bytes).toString())).toMatchObject({ kind: 'ConfigMapList' });
  });

  it('answers HEAD like GET, without the body', async () => {
    const { status, text, headers } = await api.call('HEAD', `${PAGED}/p1`);
    expect([status, text]).toEqual([200, '']);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(100);
    expect((await api.call('HEAD', PAGED)).status).toBe(200);
  });

  it('marks every answer', async () => {
    const { headers } = await api.call('GET', WIDGETS);
    expect(headers.get('audit-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-cache, private');
    expect(headers.get('x-kubernetes-pf-flowschema-uid')).toBeTruthy();
  });
});

function raw(url: string, headers: Record<string, string>): Promise<{ bytes: Buffer; encoding: string | undefined; vary: string | undefined }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ bytes: Buffer.concat(chunks), encoding: response.headers['content-encoding'], vary: response.headers.vary }));
    })
      .on('error', reject)
      .end();
  });
}
