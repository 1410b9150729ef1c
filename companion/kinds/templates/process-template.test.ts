import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { ApiError } from '../../lib/api-error';
import { generateExpression } from './expression';
import { processTemplate } from './process-template';

function template(parts: Record<string, unknown>): UnknownObject {
  return { apiVersion: 'template.openshift.io/v1', kind: 'Template', metadata: { name: 't', namespace: 'ns' }, ...parts };
}

describe('generated values', () => {
  it('have the length and the characters of their ranges, with literals between', () => {
    expect(generateExpression('fedora-[a-z0-9]{16}')).toMatch(/^fedora-[a-z0-9]{16}$/);
    expect(generateExpression('[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}')).toMatch(/^([a-z0-9]{4}-){2}[a-z0-9]{4}$/);
    expect(generateExpression('[\\w]{40}')).toMatch(/^\w{40}$/);
    expect(generateExpression('0x[A-F0-9]{8}')).toMatch(/^0x[A-F0-9]{8}$/);
    expect(generateExpression('plain')).toBe('plain');
  });

  it('differ from each other', () => {
    expect(generateExpression('[a-z]{20}')).not.toBe(generateExpression('[a-z]{20}'));
  });

  it('refuse ranges that run backwards or are too long', () => {
    expect(() => generateExpression('[z-a]{4}')).toThrow('invalid range');
    expect(() => generateExpression('[a-z]{300}')).toThrow('within [1-255]');
  });
});

describe('processing', () => {
  it('replaces text anywhere, also in keys, and whole values as JSON', () => {
    const done = processTemplate(
      template({
        parameters: [{ name: 'NAME', value: 'vm1' }, { name: 'CPUS', value: '4' }, { name: 'ON', value: 'true' }],
        objects: [{ kind: 'X', metadata: { name: '${NAME}', labels: { 'app-${NAME}': 'a-${NAME}-b' } }, cpus: '${{CPUS}}', on: '${{ON}}', text: '${CPUS}', other: '${UNKNOWN}' }],
      }),
    );
    expect(done.objects).toEqual([{ kind: 'X', metadata: { name: 'vm1', labels: { 'app-vm1': 'a-vm1-b' } }, cpus: 4, on: true, text: '4', other: '${UNKNOWN}' }]);
  });

  it('fills in generated parameters and shows them', () => {
    const done = processTemplate(template({ parameters: [{ name: 'P', generate: 'expression', from: '[a-z]{8}' }], objects: [{ p: '${P}' }] }));
    const [parameter] = done.parameters as { value: string }[];
    expect(parameter?.value).toMatch(/^[a-z]{8}$/);
    expect(done.objects).toEqual([{ p: parameter?.value }]);
  });

  it('refuses a required parameter without value, naming it', () => {
    const run = () => processTemplate(template({ parameters: [{ name: 'NAME', required: true }], objects: [] }));
    expect(run).toThrow(ApiError);
    expect(run).toThrow('template.parameters[0]: Required value: template.parameters[0]: parameter NAME is required and must be specified');
  });

  it('drops fixed namespaces, keeps parameterized ones, adds the common labels', () => {
    const done = processTemplate(
      template({
        parameters: [{ name: 'NS', value: 'there' }],
        labels: { team: 'a' },
        objects: [{ metadata: { name: 'x', namespace: 'fixed' } }, { metadata: { name: 'y', namespace: '${NS}', labels: { own: 'b' } } }],
      }),
    );
    expect(done.objects).toEqual([{ metadata: { name: 'x', labels: { team: 'a' } } }, { metadata: { name: 'y', namespace: 'there', labels: { own: 'b', team: 'a' } } }]);
  });
});
