import { describe, expect, it } from 'vitest';
import { VirtualMachineKind } from '../../../../contracts/kinds';
import { checkManifest, problemsOfRefusal } from './check-manifest';

const t = (key: string, values: Record<string, unknown> = {}) => key.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
const base = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name: 'a', namespace: 'n' } };
const manifest = (name: string) => `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: ${name}\n  namespace: n\n`;

describe('checkManifest', () => {
  it('lets a good text pass', () => {
    expect(checkManifest(manifest('a'), { kind: VirtualMachineKind, base, t }).object).toEqual(base);
    expect(checkManifest(manifest('other'), { kind: VirtualMachineKind, t }).problems).toBeUndefined();
  });

  it('does not let an edit become another object', () => {
    expect(checkManifest(manifest('b'), { kind: VirtualMachineKind, base, t }).problems).toEqual([
      { line: 4, column: 1, message: 'metadata.name must be a' },
    ]);
  });

  it('wants the kind that is being edited, and a name', () => {
    const { problems } = checkManifest('kind: Pod\nmetadata: {}\n', { kind: VirtualMachineKind, t });
    expect(problems?.map((problem) => [problem.line, problem.message])).toEqual([
      [1, 'apiVersion must be kubevirt.io/v1'],
      [1, 'kind must be VirtualMachine'],
      [2, 'metadata.name is missing'],
      [2, 'metadata.namespace is missing'],
    ]);
  });
});

describe('problemsOfRefusal', () => {
  it('finds the lines that the server speaks of', () => {
    const failure = { message: 'refused', causes: [{ field: 'metadata.name', message: 'too long' }, { field: 'nowhere' }, {}] };
    expect(problemsOfRefusal(manifest('a'), failure)).toEqual([{ line: 4, column: 1, message: 'too long' }]);
  });
});
