import { describe, expect, it } from 'vitest';
import { generateName, generatePassword, nameProblem } from './machine-name';

describe('the name of a new machine', () => {
  it.each([
    ['', 'empty'],
    ['Fedora', 'characters'],
    ['fedora_1', 'characters'],
    ['-fedora', 'ends'],
    ['fedora-', 'ends'],
    ['a'.repeat(64), 'too-long'],
    ['taken', 'taken'],
    ['fedora-1', undefined],
    ['a'.repeat(63), undefined],
  ])('%j is %s', (name, problem) => {
    expect(nameProblem(name, (each) => each === 'taken')).toBe(problem);
  });

  it('is generated so that it is valid, whatever the volume is called', () => {
    for (const base of ['Fedora 41!', '', 'x'.repeat(90), '---']) expect(nameProblem(generateName(base))).toBeUndefined();
    expect(generateName('fedora', () => 0)).toBe('fedora-amber-badger-10');
  });
});

it('a generated password has three groups of four characters and is not the same twice', () => {
  expect(generatePassword()).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  expect(generatePassword()).not.toBe(generatePassword());
});
