import { expect, test } from 'vitest';
import { foreignQuery } from './foreign-parameters';

const read = (query: string) => foreignQuery(new URLSearchParams(query));

test('name, labels and status filters of another list become one query', () => {
  expect(read('name=web&labels=app=shop,tier&rowFilter-status=Running,Error')).toBe('web label:app=shop label:tier status:Running,Error');
});

test('a name that looks like a filter stays a text', () => {
  expect(read('name=status:x')).toBe('"status:x"');
});

test('empty parameters and those of this list ask for nothing', () => {
  expect(read('name=&labels=,&rowFilter-status=&q=web')).toBe('');
});
