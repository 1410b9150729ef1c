import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import type { Clock } from '../../lib/clock';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { CONFIG_MAPS, WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;

/** Watches that are asked for end at once. */
const hastyClock: Clock = {
  now: () => Date.now(),
  after: (_ms, task) => {
    const timer = setTimeout(task, 5);
    return () => clearTimeout(timer);
  },
};

beforeAll(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget, gadget], clock: hastyClock });
  await api.call('POST', WIDGETS, widgetBody('w'));
  await api.call('POST', CONFIG_MAPS, { metadata: { name: 'c' } });
});
afterAll(() => api.stop());

const alive = async () => expect((await api.call('GET', `${WIDGETS}/w`)).status).toBe(200);

describe('bodies that mean harm', () => {
  it.each([
    ['arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['inside an object', `{"metadata":{"name":"x"},"data":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`],
  ])('nested deeply (%s) are refused', async (_what, text) => {
    for (const [method, path] of [['POST', CONFIG_MAPS], ['POST', WIDGETS], ['PATCH', `${WIDGETS}/w`], ['DELETE', `${WIDGETS}/none`]] as const) {
      expect((await api.call(method, path, text)).status).toBe(400);
    }
    await alive();
  });

  it('as YAML with anchors that multiply are refused', async () => {
    const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(',')}]`)];
    expect((await api.call('POST', CONFIG_MAPS, lines.join('\n'), { 'content-type': 'application/yaml' })).status).toBe(400);
    await alive();
  });

  it('longer than the limit are refused with 413', async () => {
    const { status, body } = await api.call('POST', CONFIG_MAPS, { metadata: { name: 'big' }, data: { a: 'x'.repeat(4 * 1024 * 1024) } });
    expect([status, body.reason]).toEqual([413, 'RequestEntityTooLarge']);
  });

  it('with members that would change prototypes change nothing', async () => {
    const text = '{"metadata":{"name":"proto","labels":{"a":"b"}},"data":{"__proto__":"x","constructor":"y"},"__proto__":{"polluted":true}}';
    expect((await api.call('POST', CONFIG_MAPS, text)).status).toBeLessThan(500);
    await api.call('PATCH', `${CONFIG_MAPS}/c`, '{"__proto__":{"polluted":true},"metadata":{"__proto__":{"polluted":true}},"constructor":{"prototype":{"polluted":true}}}');
    await api.call('PATCH', `${CONFIG_MAPS}/c`, '[{"op":"add","path":"/__proto__/polluted","value":true}]', { 'content-type': 'application/json-patch+json' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await alive();
  });

  it('that are no objects are refused', async () => {
    for (const text of ['', 'null', '1', '"x"', '[]', 'not json', '{"metadata":5}', '{"metadata":{"name":5}}', '{"metadata":{"labels":{"a":1}}}', '{"metadata":{"annotations":["a"]}}']) {
      expect((await api.call('POST', CONFIG_MAPS, text)).status, text).toBe(400);
    }
  });
});

describe('paths', () => {
  it.each([
    '/api/v1/namespaces/default/configmaps/a%2Fb',
    '/api/v1/namespaces/..%2F..%2Fetc/configmaps',
    '/api/v1/namespaces/default/configmaps/%00',
    '/api/v1/namespaces/default/configmaps/%E0%A4%A',
    '/apis//v1/x',
    '/api/v1//configmaps',
  ])('%s is not found', async (path) => {
    expect((await api.call('GET', path)).status).toBe(404);
  });

  it('that climb are not found either', async () => {
    expect(await rawStatus(api.url, 'GET /api/v1/namespaces/default/../../x HTTP/1.1')).toBe(404);
    expect(await rawStatus(api.url, 'GET /api/v1/namespaces/default/configmaps/.. HTTP/1.1')).toBe(404);
  });

  it('with strange methods are refused', async () => {
    expect(await rawStatus(api.url, `OPTIONS ${WIDGETS} HTTP/1.1`)).toBe(405);
    expect(await rawStatus(api.url, `PROPFIND ${WIDGETS}/w HTTP/1.1`)).toBe(405);
  });
});

describe('whatever is sent', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('default', 'w', 'c', '%2e%2e', 'status', 'scale', 'x'.repeat(300)));
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
  const path = fc
    .tuple(fc.constantFrom('/api/v1', '/apis/example.com/v1', '/apis/example.com/v1alpha1', '/apis'), fc.constantFrom('/namespaces/default', '', '/watch/namespaces/default'), fc.constantFrom('/widgets', '/configmaps', '/gadgets', '/namespaces', '/events'), fc.option(text), fc.option(fc.constantFrom('status', 'scale', 'finalize', 'log')))
    .map(([root, namespace, plural, name, sub]) => `${root}${namespace}${plural}${name === null ? '' : `/${encodeURIComponent(name)}`}${sub === null ? '' : `/${sub}`}`);
  const query = fc
    .dictionary(
      fc.constantFrom('limit', 'continue', 'resourceVersion', 'resourceVersionMatch', 'labelSelector', 'fieldSelector', 'dryRun', 'fieldManager', 'fieldValidation', 'force', 'propagationPolicy', 'gracePeriodSeconds', 'pretty', 'includeObject'),
      fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom('All', 'Strict', 'true', 'a=b', 'metadata.name=w', 'Exact', 'Foreground')),
      { maxKeys: 3 },
    )
    .filter(({ resourceVersion }) => resourceVersion === undefined || !/^\d/.test(resourceVersion));
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.record({ apiVersion: fc.constantFrom('v1', 'example.com/v1', 5), kind: fc.constantFrom('Widget', 'ConfigMap', null), metadata: fc.oneof(fc.jsonValue(), fc.record({ name: fc.oneof(text, fc.jsonValue()), labels: fc.jsonValue(), ownerReferences: fc.jsonValue(), finalizers: fc.jsonValue(), managedFields: fc.jsonValue() })), spec: fc.jsonValue(), data: fc.jsonValue(), status: fc.jsonValue() }).map((value) => JSON.stringify(value)),
    fc.array(fc.record({ op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), path: fc.constantFrom('/metadata', '/spec', '/data/a', '/__proto__/x', '', '/metadata/name'), value: fc.jsonValue() })).map((value) => JSON.stringify(value)),
  );
  const type = fc.constantFrom('application/json', 'application/yaml', 'application/merge-patch+json', 'application/json-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml', 'text/plain');
  const accept = fc.constantFrom('application/json', 'application/yaml', '*/*', 'application/json;as=Table;v=v1;g=meta.k8s.io', 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io', ';;,');

  it('the server answers, and never with an internal error', async () => {
    await fc.assert(
      fc.asyncProperty(method, path, query, body, fc.tuple(type, accept), async (verb, where, parameters, content, [sent, wanted]) => {
        const suffix = new URLSearchParams(parameters).toString();
        const hasBody = verb !== 'GET';
        const answer = await api.call(verb, `${where}?${suffix}`, hasBody ? content : undefined, { 'content-type': sent, accept: wanted });
        expect(answer.body.reason, `${verb} ${where}?${suffix} ${content} ${answer.text}`).not.toBe('InternalError');
        // These few are a real server's own plain errors.
        const known = answer.status !== 500 || /ParseUint|resourceVersion should not be set|typed patch object|unknown patch type|declared merge key/.test(answer.text);
        expect(known, `${verb} ${where}?${suffix} ${content} ${answer.text}`).toBe(true);
      }),
      { numRuns: 700 },
    );
    expect((await api.call('GET', '/version')).status).toBe(200);
  }, 60_000);
});

/** The status of a request as it stands, without a client that would tidy it up. */
function rawStatus(url: string, line: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`));
    socket.once('data', (data) => {
      resolve(Number(String(data).split(' ')[1]));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
