import jsonPatch from 'fast-json-patch';
import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../../contracts/objects';
import type { PatchOperation } from '../../../domain/patch/diff';
import { shownPart } from '../../../domain/yaml/manifest';
import { ApiError } from '../../../k8s/api-error';
import { saveDraft } from './save-draft';

/** One object on a server that applies JSON patches as the API server does. */
class Server {
  readonly patches: PatchOperation[][] = [];
  beforePatch: () => void = () => undefined;
  deleted = false;

  constructor(public object: UnknownObject) {}

  change(part: Record<string, unknown>): void {
    const metadata = { ...this.object.metadata, resourceVersion: String(Number(this.object.metadata.resourceVersion) + 1) };
    this.object = { ...this.object, ...part, metadata };
  }

  read = async () => {
    if (this.deleted) throw new ApiError(404, 'NotFound', 'not found');
    return structuredClone(this.object);
  };

  patch = async (operations: PatchOperation[]) => {
    this.patches.push(operations);
    this.beforePatch();
    let next: UnknownObject;
    try {
      next = jsonPatch.applyPatch(structuredClone(this.object), operations, true).newDocument;
    } catch {
      throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
    }
    this.object = next;
    this.change({});
    return structuredClone(this.object);
  };
}

function started() {
  const base: UnknownObject = {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { name: 'a', uid: 'u1', resourceVersion: '1', managedFields: [{ manager: 'm' }] },
    spec: { cores: 1, host: 'x' },
  };
  const server = new Server(structuredClone(base));
  const edit = (spec: object) => ({ base, edited: { ...shownPart(base, false), spec: { cores: 1, host: 'x', ...spec } }, showManagedFields: false });
  return { base, server, edit };
}

describe('saveDraft', () => {
  it('asks the server nothing when nothing was edited', async () => {
    const { server, edit } = started();
    server.deleted = true;
    expect(await saveDraft(server, edit({}))).toEqual({ kind: 'unchanged' });
  });

  it('sends only what was edited, with a test of what was there', async () => {
    const { server, edit } = started();
    expect(await saveDraft(server, edit({ cores: 2 }))).toMatchObject({ kind: 'saved' });
    expect(server.patches).toEqual([[{ op: 'test', path: '/spec/cores', value: 1 }, { op: 'replace', path: '/spec/cores', value: 2 }]]);
    expect(server.object.metadata.managedFields).toHaveLength(1);
  });

  it('keeps what somebody else changed elsewhere', async () => {
    const { server, edit } = started();
    server.change({ spec: { cores: 1, host: 'theirs' } });
    await saveDraft(server, edit({ cores: 2 }));
    expect(server.object.spec).toEqual({ cores: 2, host: 'theirs' });
  });

  it('reports the same place changed by somebody else, and writes after a choice', async () => {
    const { server, edit } = started();
    server.change({ spec: { cores: 4, host: 'x' } });
    const draft = edit({ cores: 2 });
    expect(await saveDraft(server, draft)).toMatchObject({ kind: 'conflict', conflicts: [{ path: '/spec/cores', base: 1, theirs: 4, yours: 2 }] });
    expect(server.patches).toEqual([]);
    await saveDraft(server, { ...draft, choices: new Map([['/spec/cores', 'yours']]) });
    expect(server.object.spec).toEqual({ cores: 2, host: 'x' });
  });

  it('tries again when the object moved between reading and writing', async () => {
    const { server, edit } = started();
    let races = 2;
    server.beforePatch = () => {
      if (races-- > 0) server.change({ status: { races } });
    };
    expect(await saveDraft(server, edit({ added: true }))).toMatchObject({ kind: 'saved' });
    expect(server.patches).toHaveLength(3);
    expect(server.object.spec).toEqual({ cores: 1, host: 'x', added: true });
  });

  it('does not overwrite a key that somebody added at the same moment', async () => {
    const { server, edit } = started();
    server.beforePatch = () => {
      server.beforePatch = () => undefined;
      server.change({ spec: { cores: 1, host: 'x', added: 'theirs' } });
    };
    expect(await saveDraft(server, edit({ added: 'yours' }))).toMatchObject({ kind: 'conflict', conflicts: [{ path: '/spec/added' }] });
    expect(server.object.spec).toMatchObject({ added: 'theirs' });
  });

  it('says that the object is gone, also when a namesake took its place', async () => {
    const { server, edit } = started();
    server.object.metadata.uid = 'u2';
    expect(await saveDraft(server, edit({ cores: 2 }))).toEqual({ kind: 'gone' });
    server.deleted = true;
    expect(await saveDraft(server, edit({ cores: 2 }))).toEqual({ kind: 'gone' });
  });

  it('passes on a refusal that names fields', async () => {
    const { server, edit } = started();
    const refusal = new ApiError(422, 'Invalid', 'spec.cores: too many', [{ field: 'spec.cores' }]);
    server.patch = () => Promise.reject(refusal);
    await expect(saveDraft(server, edit({ cores: 2 }))).rejects.toBe(refusal);
  });
});
