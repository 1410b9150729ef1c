import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { bareKinds, builtinKinds } from '../../kinds/registry';
import { ApiError } from '../../lib/api-error';
import { applyPatch } from './patch';

const kindOf = (plural: string) => {
  const definition = [...bareKinds(), ...builtinKinds()].find((kind) => kind.plural === plural);
  const version = definition?.versions[0];
  if (!definition || !version) throw new Error(plural);
  return { definition, version };
};
const configMap = (data: Record<string, unknown>): UnknownObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c1' }, data });

function patch(current: UnknownObject | undefined, contentType: string, body: unknown, plural = 'configmaps') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return applyPatch({ ...kindOf(plural), contentType, current, body: text, query: new URLSearchParams(), name: 'c1' });
}
function refusal(run: () => unknown): { code: number; message: string; details?: unknown } {
  try {
    run();
  } catch (error) {
    if (error instanceof ApiError) return { code: error.code, message: error.message, details: error.details };
    throw error;
  }
  throw new Error('was accepted');
}
const JSON_PATCH = 'application/json-patch+json';
const MERGE = 'application/merge-patch+json; charset=utf-8';
const REJECTED = { code: 422, message: 'the server rejected our request due to an error in our request', details: {} };

describe('JSON patch', () => {
  it('performs all operations in order and leaves the current object alone', () => {
    const current = configMap({ a: '1', list: ['x', 'y'] });
    const after = patch(current, JSON_PATCH, [
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'add', path: '/data/list/1', value: 'between' },
      { op: 'move', from: '/data/a', path: '/data/b' },
      { op: 'copy', from: '/data/b', path: '/data/c~1d' },
      { op: 'add', path: '/data/list/-', value: 'end' },
      { op: 'remove', path: '/data/list/0' },
    ]);
    expect(after.data).toEqual({ b: '1', 'c/d': '1', list: ['between', 'y', 'end'] });
    expect(current.data).toEqual({ a: '1', list: ['x', 'y'] });
  });

  it('takes a replace of a missing member as an add', () => {
    expect(patch(configMap({}), JSON_PATCH, [{ op: 'replace', path: '/data/new', value: '1' }]).data).toEqual({ new: '1' });
  });

  it.each([
    ['a failed test', [{ op: 'test', path: '/data/a', value: '2' }]],
    ['the removal of a missing member', [{ op: 'remove', path: '/data/none' }]],
    ['an unknown operation', [{ op: 'frob', path: '/data/a' }]],
    ['a path through nothing', [{ op: 'add', path: '/data/x/y', value: 1 }]],
    ['an index beyond the list', [{ op: 'add', path: '/data/list/7', value: 1 }]],
    ['a path through a prototype', [{ op: 'add', path: '/__proto__/polluted', value: 1 }]],
    ['a path without slash', [{ op: 'add', path: 'data', value: 1 }]],
  ])('refuses %s with 422', (_name, operations) => {
    expect(refusal(() => patch(configMap({ a: '1', list: [] }), JSON_PATCH, operations))).toEqual(REJECTED);
  });

  it('keeps a member called __proto__ as data', () => {
    const after = patch(configMap({}), JSON_PATCH, '[{"op":"add","path":"/data/__proto__","value":{"polluted":true}}]');
    expect(Object.keys(after.data as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses what is no list', () => {
    expect(refusal(() => patch(configMap({}), JSON_PATCH, {}))).toEqual({
      code: 400,
      message: 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
      details: undefined,
    });
  });
});

describe('merge patch', () => {
  it('removes with null, merges maps and replaces lists whole', () => {
    const after = patch(configMap({ a: '1', b: '2', list: [1, 2] }), MERGE, { data: { a: null, c: { d: null, e: 1 }, list: [3] } });
    expect(after.data).toEqual({ b: '2', c: { e: 1 }, list: [3] });
  });

  it('refuses broken JSON in Go\'s words', () => {
    expect(refusal(() => patch(configMap({}), MERGE, '{"data":'))).toMatchObject({ code: 400, message: 'error decoding patch: unexpected end of JSON input' });
  });

  it('survives absurdly nested bodies', () => {
    expect(refusal(() => patch(configMap({}), MERGE, '['.repeat(200_000))).code).toBe(400);
  });

  it('is 404 for an object that does not exist', () => {
    expect(refusal(() => patch(undefined, MERGE, {}, 'virtualmachines'))).toMatchObject({ code: 404, message: 'virtualmachines.kubevirt.io "c1" not found' });
  });
});

describe('content types', () => {
  it('names those a custom resource takes', () => {
    const { code, message } = refusal(() => patch(configMap({}), 'application/strategic-merge-patch+json', {}, 'virtualmachines'));
    expect(code).toBe(415);
    expect(message).toBe(
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
  });

  it('is short for core kinds', () => {
    expect(refusal(() => patch(configMap({}), 'text/plain', {}))).toMatchObject({ code: 415, message: '415: Unsupported Media Type' });
  });
});
