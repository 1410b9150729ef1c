import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRow } from '../inventory/join';
import { projectVm } from '../inventory/project-vm';
import { projectVmi } from '../inventory/project-vmi';
import type { VmRow } from '../inventory/row';
import { complete } from './complete';
import { facetValues, withFacet } from './edit';
import { searchKeys } from './keys';
import { compileQuery } from './match';
import { parseQuery } from './parse';
import { serializeQuery } from './serialize';
import type { Operator, Query, Term } from './types';

const now = Date.parse('2026-03-10T12:00:00Z');
const clock = { now: () => now };

function row(patch: Partial<VmRow>): VmRow {
  const vm = projectVm({ metadata: { name: 'web-1', namespace: 'shop', labels: { app: 'shop' } }, spec: { runStrategy: 'Always' } });
  return { ...joinRow(vm, projectVmi({}), undefined), ...patch };
}

const matches = (text: string, patch: Partial<VmRow> = {}) => compileQuery(parseQuery(text).query, clock)(row(patch));

const textKeys = searchKeys.filter((key) => ['substring', 'word', 'label', 'status'].includes(key.type)).map((key) => key.key);
const value = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !/^[<>=]/.test(text));
const op = (text: string) => ({ op: '=' as Operator, text });
const keyTerm = fc.record({
  key: fc.constantFrom(...textKeys),
  negated: fc.boolean(),
  values: fc.array(value.map(op), { minLength: 1, maxLength: 3 }),
});
const numberTerm = fc.record({
  key: fc.constant('vcpu'),
  negated: fc.boolean(),
  values: fc.array(fc.record({ op: fc.constantFrom<Operator>('=', '>', '>=', '<', '<='), text: fc.nat().map(String) }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const freeTerm = fc.record({ key: fc.constant('text'), negated: fc.boolean(), values: value.map((text) => [op(text)]) });
const term: fc.Arbitrary<Term> = fc.oneof(keyTerm, numberTerm, freeTerm);
const query: fc.Arbitrary<Query> = fc.record({ clauses: fc.array(fc.array(term, { minLength: 1, maxLength: 3 }), { maxLength: 4 }) });

describe('the search language', () => {
  it('reads back every query it writes', () => {
    fc.assert(
      fc.property(query, (asked) => {
        expect(parseQuery(serializeQuery(asked))).toEqual({ query: asked, problems: [] });
      }),
    );
  });

  it('never fails on anything typed, and settles after one round', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const first = parseQuery(typed).query;
        expect(parseQuery(serializeQuery(first)).query).toEqual(first);
      }),
    );
  });

  it('negation is the complement', () => {
    fc.assert(
      fc.property(term, (asked) => {
        const plain = compileQuery({ clauses: [[asked]] }, clock)(row({}));
        expect(compileQuery({ clauses: [[{ ...asked, negated: !asked.negated }]] }, clock)(row({}))).toBe(!plain);
      }),
    );
  });

  it('all words must match, alternatives are listed by comma or OR', () => {
    expect(matches('web shop')).toBe(true);
    expect(matches('web bank')).toBe(false);
    expect(matches('project:bank,shop')).toBe(true);
    expect(matches('project:bank OR name:web')).toBe(true);
    expect(matches('-project:shop')).toBe(false);
  });

  it('compares numbers, sizes and ages', () => {
    expect(matches('vcpu:>=4', { vcpus: 4 })).toBe(true);
    expect(matches('vcpu:>4', { vcpus: 4 })).toBe(false);
    expect(matches('memory:>8GiB', { memory: 2 ** 34 })).toBe(true);
    expect(matches('created:<7d', { created: now - 86_400_000 })).toBe(true);
    expect(matches('created:2026-03-09', { created: Date.parse('2026-03-09T23:00:00Z') })).toBe(true);
  });

  it('means a day or a month whole', () => {
    const created = Date.parse('2026-03-09T23:00:00Z');
    expect(matches('created:2026-03', { created })).toBe(true);
    expect(matches('created:2026-02', { created })).toBe(false);
    expect(matches('created:<=2026-03-09', { created })).toBe(true);
    expect(matches('created:>2026-03-09', { created })).toBe(false);
    expect(matches('created:>=2026-03-09 created:<2026-03-10', { created })).toBe(true);
  });

  it('takes a creation in the future for a young machine', () => {
    expect(matches('created:<1h', { created: now + 86_400_000 })).toBe(true);
  });

  it('patterns match from end to end, and many stars take no time', () => {
    expect(matches('name:web-*', { name: 'web-1' })).toBe(true);
    expect(matches('project:s*p', { namespace: 'shop' })).toBe(true);
    expect(matches('project:s*p', { namespace: 'shops' })).toBe(false);
    expect(matches('project:ab*ba', { namespace: 'aba' })).toBe(false);
    expect(matches('label:app=*h*p')).toBe(true);
    expect(matches(`name:${'*a'.repeat(30)}*b`, { name: 'a'.repeat(63) })).toBe(false);
  });

  it('tells of agent and migration only where a machine runs', () => {
    expect(matches('guestagent:no', { phase: 'Running', agent: false })).toBe(true);
    expect(matches('guestagent:no', { phase: '' })).toBe(false);
    expect(matches('migratable:no', { phase: 'Running', notMigratable: 'shared disks are missing' })).toBe(true);
    expect(matches('migratable:no', { phase: 'Running', notMigratable: '' })).toBe(false);
  });

  it('AND may be said between words', () => {
    expect(parseQuery('web AND shop').query).toEqual(parseQuery('web shop').query);
  });

  it('offers a status once, not beside its group of the same name', () => {
    expect(complete('status:run', 10, () => ['Running', 'CrashLoopBackOff']).map((each) => each.label)).toEqual(['running']);
  });

  it('knows networks of addresses', () => {
    expect(matches('ip:10.1.0.0/16', { ips: ['10.1.2.3'] })).toBe(true);
    expect(matches('ip:10.2.0.0/16', { ips: ['10.1.2.3'] })).toBe(false);
    expect(matches('ip:fd00::/8', { ips: ['fdab::1'] })).toBe(true);
    expect(matches('ip:1.2.3', { ips: ['10.1.2.3'] })).toBe(true);
  });

  it('status knows groups as well as printable statuses', () => {
    expect(matches('status:error', { status: 'CrashLoopBackOff' })).toBe(true);
    expect(matches('status:Stopped', { status: 'Running' })).toBe(false);
  });

  it('labels match by name, by value and by pattern', () => {
    expect(matches('label:app')).toBe(true);
    expect(matches('label:app=shop')).toBe(true);
    expect(matches('label:app=sh*')).toBe(true);
    expect(matches('label:app=bank')).toBe(false);
  });

  it('tells what it did not understand and uses the rest', () => {
    const parsed = parseQuery('colour:red vcpu:many status: web');
    expect(parsed.problems.map((each) => each.kind)).toEqual(['unknown-key', 'bad-value', 'no-value']);
    expect(serializeQuery(parsed.query)).toBe('"colour:red" web');
  });

  it('facets and typed text are views of one query', () => {
    const { query: typed } = parseQuery('web status:Running');
    expect(facetValues(typed, 'status')).toEqual(['Running']);
    const changed = withFacet(typed, 'status', ['Running', 'Stopped']);
    expect(serializeQuery(changed)).toBe('web status:Running,Stopped');
    expect(serializeQuery(withFacet(changed, 'status', []))).toBe('web');
  });

  it('whatever a facet chooses is read back from the text, and the rest stays', () => {
    fc.assert(
      fc.property(query, fc.constantFrom(...textKeys), fc.array(value, { minLength: 1, maxLength: 3 }), (asked, key, values) => {
        const { query: read } = parseQuery(serializeQuery(withFacet(asked, key, values)));
        expect(facetValues(read, key)).toEqual(values);
        expect(facetValues(withFacet(read, key, []), key)).toEqual(facetValues(withFacet(asked, key, []), key));
      }),
    );
  });

  it('completes keys and values at the caret', () => {
    const source = () => ['node-1', 'node two'];
    expect(complete('web no', 6, source)[0]).toEqual({ insert: 'node:', label: 'node:', from: 4, to: 6 });
    expect(complete('node:node', 9, source).map((each) => each.insert)).toEqual(['node-1 ', '"node two" ']);
    expect(complete('nonsense:x', 10, source)).toEqual([]);
  });

  it('does not offer what is typed already, also with a sign', () => {
    expect(complete('created:<1h', 11, () => [])).toEqual([]);
    expect(complete('arch:arm64', 10, () => [])).toEqual([]);
  });
});
