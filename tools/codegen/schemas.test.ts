import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SchemaSource } from '../../companion/api/schema/load';
import { loadSchemas } from '../../companion/api/schema/load';
import { writeSchemas } from './schemas';

let folder: string;
let schemas: SchemaSource;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  writeSchemas(folder);
  schemas = loadSchemas(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Follows members, `[]` for the items of a list. */
function at(group: string, version: string, kind: string, path: string) {
  let here = schemas.find(group, version, kind);
  for (const step of path.split('.')) here = step === '[]' ? here?.items : here?.properties?.[step];
  return here;
}
const inVm = (path: string) => at('kubevirt.io', 'v1', 'VirtualMachine', path);

describe('generated schemas', () => {
  it('carry types and descriptions of deep fields', () => {
    expect(inVm('spec.template.spec.domain.cpu.cores')).toMatchObject({ type: 'integer', description: expect.stringContaining('number of cores') as string });
  });

  it('take quantities as numbers and strings', () => {
    expect(inVm('spec.template.spec.domain.memory.guest')).toMatchObject({ 'x-kubernetes-int-or-string': true });
    expect(at('', 'v1', 'PersistentVolumeClaim', 'spec.resources.requests')).toMatchObject({ additionalProperties: { 'x-kubernetes-int-or-string': true } });
  });

  it('leave the metadata of embedded templates open', () => {
    expect(inVm('spec.template.metadata')).toEqual({ type: 'object', nullable: true, 'x-kubernetes-preserve-unknown-fields': true });
  });

  it('mark times and required members', () => {
    expect(inVm('status.conditions.[].lastTransitionTime')).toMatchObject({ type: 'string', format: 'date-time' });
    expect(inVm('spec')?.required).toEqual(['template']);
  });

  it('know defaults and limits the types do not say', () => {
    expect(inVm('status.printableStatus')).toMatchObject({ default: 'Stopped' });
    expect(inVm('spec.template.spec.volumes')).toMatchObject({ type: 'array', maxItems: 256 });
  });

  it('spell members as the API does', () => {
    expect(at('cdi.kubevirt.io', 'v1beta1', 'DataImportCron', 'status.currentImports.[]')?.required).toEqual(['DataVolumeName', 'Digest']);
    expect(inVm('spec.template.spec.domain.devices.interfaces.[].portRanges')?.type).toBe('array');
  });

  it('say which lists merge by which key', () => {
    expect(at('', 'v1', 'Service', 'spec.ports')).toMatchObject({ 'x-kubernetes-patch-merge-key': 'port', 'x-kubernetes-list-map-keys': ['port', 'protocol'] });
  });

  it('exist for every version of a kind', () => {
    expect(schemas.has('kubevirt.io', 'v1alpha3', 'VirtualMachine')).toBe(true);
    expect(schemas.has('snapshot.kubevirt.io', 'v1alpha1', 'VirtualMachineSnapshot')).toBe(true);
    expect(schemas.has('apps', 'v1', 'Deployment')).toBe(true);
  });

  it('are asked for clearly when they are missing', () => {
    expect(() => loadSchemas(join(folder, 'none'))).toThrow('generate them with: npx tsx tools/codegen/schemas.ts');
  });
});
