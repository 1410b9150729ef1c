import type { Clause, Query, Term } from './types';

/** The clause a facet shows: one plain term of its key. */
function isFacet(clause: Clause, key: string): boolean {
  const [term, more] = clause;
  return term !== undefined && more === undefined && term.key === key && !term.negated && term.values.every((value) => value.op === '=');
}

/** What a facet of the query has chosen. */
export function facetValues(query: Query, key: string): string[] {
  const clause = query.clauses.find((each) => isFacet(each, key));
  return clause?.[0]?.values.map((value) => value.text) ?? [];
}

/** The query with another choice in one facet; everything else stays as it was typed. */
export function withFacet(query: Query, key: string, values: readonly string[]): Query {
  const term: Term = { key, negated: false, values: values.map((text) => ({ op: '=', text })) };
  const index = query.clauses.findIndex((each) => isFacet(each, key));
  if (values.length === 0) return { clauses: query.clauses.filter((_, at) => at !== index) };
  if (index < 0) return { clauses: [...query.clauses, [term]] };
  return { clauses: query.clauses.map((each, at) => (at === index ? [term] : each)) };
}

/** The query without one of its clauses. */
export function withoutClause(query: Query, index: number): Query {
  return { clauses: query.clauses.filter((_, at) => at !== index) };
}
