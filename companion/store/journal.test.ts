import { describe, expect, it } from 'vitest';
import { Journal } from './journal';
import type { Change } from './journal';
import { StoredRecord } from './record';

const change = (revision: number, resource = 'pods', size = 10): Change => ({
  type: 'MODIFIED',
  resource,
  revision,
  record: new StoredRecord('a/x', revision, Buffer.alloc(size, 'x')),
});
const revisions = (changes: Change[] | undefined) => changes?.map(({ revision }) => revision);

describe('the journal', () => {
  it('gives what came after a revision, of one resource, in order', () => {
    const journal = new Journal(1);
    for (const [revision, resource] of [[2, 'pods'], [3, 'nodes'], [4, 'pods'], [5, 'pods']] as const) journal.push(change(revision, resource));
    expect(revisions(journal.after('pods', 2))).toEqual([4, 5]);
    expect(revisions(journal.after('pods', 1, 2))).toEqual([2, 4]);
    expect(revisions(journal.after('secrets', 1))).toEqual([]);
  });

  it('forgets the oldest beyond its bound and says so', () => {
    const journal = new Journal(1, { changes: 3 });
    for (let revision = 2; revision <= 6; revision += 1) journal.push(change(revision));
    expect(journal.compacted).toBe(3);
    expect(journal.after('pods', 2)).toBeUndefined();
    expect(revisions(journal.after('pods', 3))).toEqual([4, 5, 6]);
  });

  it('is bounded in bytes, too', () => {
    const journal = new Journal(1, { bytes: 1000 });
    for (let revision = 2; revision <= 50; revision += 1) journal.push(change(revision, 'pods', 100));
    expect(revisions(journal.after('pods', journal.compacted))).toHaveLength(10);
  });

  it('stays right over many thousands of changes', () => {
    const journal = new Journal(0, { changes: 100 });
    for (let revision = 1; revision <= 10_000; revision += 1) journal.push(change(revision, revision % 2 ? 'odd' : 'even', 1));
    expect(revisions(journal.after('odd', 9_995))).toEqual([9_997, 9_999]);
    expect(journal.compacted).toBe(9_900);
  });
});
