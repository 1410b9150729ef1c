/** Comparison of a value; '=' is the plain form without a sign. */
export type Operator = '=' | '>' | '>=' | '<' | '<=';

export interface Value {
  op: Operator;
  text: string;
}

/** `key:value,value`; several values mean any of them. Free text has the key `text` and one value. */
export interface Term {
  key: string;
  negated: boolean;
  values: readonly Value[];
}

/** Terms joined by OR. */
export type Clause = readonly Term[];

/** Clauses that must all hold. No clause: everything matches. */
export interface Query {
  clauses: readonly Clause[];
}

/** A part of the typed text that says nothing sensible; the rest still counts. */
export interface Problem {
  kind: 'unknown-key' | 'no-value' | 'bad-value';
  text: string;
}

export interface ParsedQuery {
  query: Query;
  problems: readonly Problem[];
}

export const TEXT = 'text';
