import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../lib/logger';
import type { StartedApi } from '../../test-support/api/start-api';
import { startApi } from '../../test-support/api/start-api';
import { serveDefinitions } from './serve-definitions';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const words = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const scalar = fc.constantFrom<unknown>(null, true, 0, 1.5, '', 'x', [], {});
const type = fc.constantFrom('object', 'string', 'integer', 'array', 'boolean', 'number');
/** Mostly right schemas with some member that is not. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type }),
    fc.record({ type: fc.constant('object'), properties: fc.dictionary(words, tie('schema'), { maxKeys: 3 }), required: fc.array(words, { maxLength: 2 }) }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('array'), items: tie('schema'), 'x-kubernetes-list-type': fc.constantFrom('map', 'set', 'atomic', 'odd') }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('object'), additionalProperties: fc.oneof(tie('schema'), fc.boolean()) }),
    fc.record({ type, default: scalar, enum: fc.array(scalar, { maxLength: 2 }), pattern: fc.constantFrom('^a$', '(', '[', '(?P<n>a)') }, { requiredKeys: ['type'] }),
    fc.record({ type, anyOf: fc.oneof(fc.array(tie('schema'), { maxLength: 2 }), scalar), not: fc.oneof(tie('schema'), scalar) }, { requiredKeys: ['type'] }),
    fc.record({ type, 'x-kubernetes-validations': fc.array(fc.record({ rule: fc.constantFrom('self == oldSelf', 'self.a', 'size(self) > 1', '(', 'self.all(x, x)') }), { maxLength: 2 }) }),
    scalar,
  ),
}));
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(words, tie('value'), { maxKeys: 3 })),
})).value;

describe('whatever is defined', () => {
  let server: StartedApi;
  let stop: () => void;
  beforeAll(async () => {
    server = await startApi();
    stop = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
  });
  afterAll(async () => {
    stop();
    await server.stop();
  });

  it('is served or refused, and so are its objects, never with an internal error', async () => {
    let count = 0;
    let served = 0;
    await fc.assert(
      fc.asyncProperty(schema, value, value, async (spec, first, second) => {
        count += 1;
        const plural = `things${count}`;
        const definition = {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: `${plural}.example.com` },
          spec: {
            group: 'example.com',
            scope: 'Namespaced',
            names: { plural, singular: `thing${count}`, kind: `Thing${count}` },
            versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }],
          },
        };
        const answers = [await server.call('POST', CRDS, JSON.stringify(definition))];
        if (answers[0]?.status === 201) {
          served += 1;
          const path = `/apis/example.com/v1/namespaces/default/${plural}`;
          const object = (given: unknown) => JSON.stringify({ apiVersion: 'example.com/v1', kind: `Thing${count}`, metadata: { name: 'x' }, spec: given });
          answers.push(await server.call('POST', path, object(first)));
          answers.push(await server.call('PATCH', `${path}/x`, JSON.stringify({ spec: second })));
          answers.push(await server.call('PATCH', `${path}/x?fieldManager=f`, object(second), { 'content-type': 'application/apply-patch+yaml' }));
          answers.push(await server.call('GET', '/openapi/v3/apis/example.com/v1'));
        }
        // An applied object that does not fit is a real server's plain 500, which has no reason.
        expect(answers.filter(({ status, body }) => status >= 500 && (body.reason ?? '') !== '')).toEqual([]);
      }),
      { numRuns: 80 },
    );
    expect(served).toBeGreaterThan(10);
  });
});
