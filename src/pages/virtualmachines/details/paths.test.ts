import { describe, expect, it } from 'vitest';
import { machinePath, tabOf } from './paths';

describe('machinePath', () => {
  it('follows the scheme of the console', () => {
    expect(machinePath('a', 'vm')).toBe('/k8s/ns/a/kubevirt.io~v1~VirtualMachine/vm');
    expect(machinePath('a', 'vm', 'console/standalone')).toBe('/k8s/ns/a/kubevirt.io~v1~VirtualMachine/vm/console/standalone');
  });
});

describe('tabOf', () => {
  it('reads the tab from the rest of the path', () => {
    expect([undefined, '', 'yaml', 'console/x', 'nonsense'].map(tabOf)).toEqual(['', '', 'yaml', 'console', '']);
  });

  it('understands the names of other consoles', () => {
    expect(['configuration/disks', 'network-interfaces', 'diagnostics'].map(tabOf)).toEqual(['details', 'details', '']);
  });
});
