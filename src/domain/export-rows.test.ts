import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv, toJsonRows } from './export-rows';

const columns = [
  { title: 'Name', text: (row: { name: string; note: string }) => row.name },
  { title: 'Note', text: (row: { name: string; note: string }) => row.note },
];

describe('exporting rows', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('never begins a cell like a formula: %j', (note) => {
    expect(toCsv(columns, [{ name: 'a', note }]).split('\r\n')[1]).toContain(`'${note}`);
  });

  it('quotes commas, quotes and line ends', () => {
    expect(toCsv(columns, [{ name: 'a,b', note: 'say "hi"\n' }])).toBe('\uFEFFName,Note\r\n"a,b","say ""hi""\n"\r\n');
  });

  it('keeps every text in JSON', () => {
    fc.assert(
      fc.property(fc.string(), (note) => {
        expect(JSON.parse(toJsonRows(columns, [{ name: 'a', note }]))).toEqual([{ Name: 'a', Note: note }]);
      }),
    );
  });
});
