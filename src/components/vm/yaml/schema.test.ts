import { describe, expect, it } from 'vitest';
import { VirtualMachineKind } from '../../../../contracts/kinds';
import { schemaName, schemaOf } from './schema';

const document = {
  components: {
    schemas: {
      'io.kubevirt.v1.VirtualMachine': {
        type: 'object',
        properties: { spec: { $ref: '#/components/schemas/Spec' }, port: { 'x-kubernetes-int-or-string': true, nullable: true } },
        'x-kubernetes-group-version-kind': [{ group: 'kubevirt.io', version: 'v1', kind: 'VirtualMachine' }],
      },
      Spec: { type: 'object', nullable: true },
    },
  },
};

describe('schemaOf', () => {
  it('points at the kind inside the whole document', () => {
    expect(schemaOf(document, VirtualMachineKind)).toMatchObject({
      allOf: [{ $ref: '#/components/schemas/io.kubevirt.v1.VirtualMachine' }],
      properties: { apiVersion: { enum: ['kubevirt.io/v1'] }, kind: { enum: ['VirtualMachine'] } },
      components: { schemas: { Spec: { type: ['object', 'null'] } } },
    });
  });

  it('translates what Kubernetes says in its own words', () => {
    const schema = schemaOf(document, VirtualMachineKind);
    expect(JSON.stringify(schema)).toContain('"anyOf":[{"type":"integer"},{"type":"string"}]');
    expect(JSON.stringify(schema)).not.toContain('x-kubernetes');
  });

  it('marks misspelt fields, but not where the server keeps what it does not know', () => {
    const open = { type: 'object', properties: { a: {} }, 'x-kubernetes-preserve-unknown-fields': true };
    const changed = { components: { schemas: { ...document.components.schemas, Open: open } } };
    expect(schemaOf(changed, VirtualMachineKind)).toMatchObject({
      components: { schemas: { 'io.kubevirt.v1.VirtualMachine': { additionalProperties: false }, Open: { properties: { a: {} } } } },
    });
    expect(JSON.stringify(schemaOf(changed, VirtualMachineKind)).match(/additionalProperties/g)).toHaveLength(1);
  });

  it('takes a reference to a missing part for anything', () => {
    const changed = { components: { schemas: { ...document.components.schemas, Spec: { allOf: [{ $ref: '#/components/schemas/Gone' }] } } } };
    expect(schemaOf(changed, VirtualMachineKind)).toMatchObject({ components: { schemas: { Spec: { allOf: [{}] } } } });
  });

  it('has nothing to say about a kind that the server does not describe', () => {
    expect(schemaOf(document, { ...VirtualMachineKind, kind: 'Other' })).toBeUndefined();
    expect(schemaOf('junk', VirtualMachineKind)).toBeUndefined();
  });

  it('names core kinds too', () => {
    expect(schemaName({ group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true })).toBe('core_v1_Pod');
  });
});
