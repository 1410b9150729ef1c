import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { builtinKinds } from '../../kinds/registry';
import { ApiError } from '../../lib/api-error';
import { processResource } from '../schema/process';
import { trackUpdate } from './managed-fields';
import { applyPatch, PatchTypes } from './patch';

const kinds = new Map(builtinKinds().map((kind) => [kind.plural, kind]));
const plurals = ['virtualmachines', 'services', 'deployments', 'configmaps', 'datavolumes', 'customresourcedefinitions'];

/** Member names that mean something somewhere, so that random objects reach deep into schemas. */
const names = fc.constantFrom(
  ...['metadata', 'spec', 'status', 'template', 'ports', 'port', 'name', 'labels', 'finalizers', 'containers', 'data', 'domain', 'devices', 'disks', 'domain', '$patch', '$retainKeys'],
  ...['$setElementOrder/ports', '$deleteFromPrimitiveList/finalizers', '__proto__', 'constructor', 'managedFields', 'fieldsV1', 'ownerReferences', 'resources', 'requests', 'versions', 'schema'],
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, 1.5, -1, '', 'x', 'delete', 'replace', '10Gi', 'v1'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
}));
const record = fc.dictionary(names, anything, { maxKeys: 6 });
const pointer = fc.array(fc.oneof(names, fc.constantFrom('0', '-', '-1', '9', '~1')), { maxLength: 5 }).map((parts) => parts.map((part) => `/${part}`).join(''));
const operation = fc.record({ op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'frob'), path: pointer, from: pointer, value: anything });

function onlyRefuses(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Some faults are a real server's own plain 500, without a reason; none of ours is.
    expect(error.code < 500 || error.reason === '').toBe(true);
  }
}

describe('whatever is sent', () => {
  it.each(Object.values(PatchTypes))('%s is applied or refused', (contentType) => {
    const body = contentType === PatchTypes.json ? fc.oneof(fc.array(operation, { maxLength: 4 }), anything) : fc.oneof(record, anything);
    fc.assert(
      fc.property(fc.constantFrom(...plurals), record, body, fc.boolean(), (plural, parts, patch, isForced) => {
        const definition = kinds.get(plural);
        const version = definition?.versions[0];
        if (!definition || !version) throw new Error(plural);
        const apiVersion = definition.group ? `${definition.group}/${version.name}` : version.name;
        const current: UnknownObject = { ...structuredClone(parts), apiVersion, kind: definition.kind, metadata: { name: 'x', resourceVersion: '1' } };
        const query = new URLSearchParams({ fieldManager: 'fuzz', ...(isForced && contentType === PatchTypes.apply ? { force: 'true' } : {}) });
        const sent = typeof patch === 'object' && patch !== null && !Array.isArray(patch) && contentType === PatchTypes.apply ? { ...patch, apiVersion, kind: definition.kind } : patch;
        const before = JSON.stringify(current);
        onlyRefuses(() => {
          const patched: object = applyPatch({ contentType, current, body: JSON.stringify(sent), definition, version, query, name: 'x' });
          const after = { ...patched, apiVersion, kind: definition.kind, metadata: { name: 'x' } };
          processResource({ definition, version }, after, 'Warn', current);
          trackUpdate(current, after, { manager: 'fuzz', apiVersion, time: '2026-01-01T00:00:00Z', schema: undefined, core: false });
        });
        expect(JSON.stringify(current)).toBe(before);
      }),
      { numRuns: 400 },
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
