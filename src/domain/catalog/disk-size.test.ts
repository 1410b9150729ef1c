import { expect, it } from 'vitest';
import { diskProblem } from './disk-size';
import { optionOf, optionsOf, optionValue } from './size-options';

it('a disk may not be smaller than the volume it copies', () => {
  expect(diskProblem('', '10Gi')).toBeUndefined();
  expect(diskProblem('10Gi', '10Gi')).toBeUndefined();
  expect(diskProblem('9Gi', '10Gi')).toBe('too-small');
  expect(diskProblem('lots', '10Gi')).toBe('malformed');
  expect(diskProblem('-1Gi', '')).toBe('malformed');
});

it('instance types stand by series, from small to big, and keep their scope', () => {
  const type = (name: string, memory: string, kind = 'VirtualMachineClusterInstancetype') => ({
    kind,
    metadata: { name },
    spec: { cpu: { guest: 1 }, memory: { guest: memory } },
  });
  const options = optionsOf([
    type('u1.medium', '4Gi'),
    type('cx1.small', '2Gi'),
    type('u1.small', '512Mi'),
    type('own', '1Gi', 'VirtualMachineInstancetype'),
  ]);
  expect(options.map((each) => each.name)).toEqual(['own', 'cx1.small', 'u1.small', 'u1.medium']);
  expect(optionOf(options, 'VirtualMachineInstancetype/own')).toEqual({ kind: 'VirtualMachineInstancetype', name: 'own' });
  expect(optionOf(options, 'gone')).toEqual({ kind: '', name: '' });
  expect(optionValue({ kind: 'VirtualMachineInstancetype', name: '' })).toBe('');
});
