import { TEXT } from './types';
import type { Clause, Query, Term, Value } from './types';

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function serializeValue(value: Value): string {
  const sign = value.op === '=' ? '' : value.op;
  const plain = value.text !== '' && !/[\s",\\]/.test(value.text) && !/^[<>=]/.test(value.text);
  return `${sign}${plain ? value.text : quote(value.text)}`;
}

/** Free text is quoted wherever it could be read as something else. */
function serializeText(text: string): string {
  const plain = text !== '' && !/[\s"\\:]/.test(text) && !/^[-!]/.test(text) && text !== 'OR' && text !== 'AND';
  return plain ? text : quote(text);
}

/** One term as it is typed. */
export function serializeTerm(term: Term): string {
  const sign = term.negated ? '-' : '';
  if (term.key === TEXT) return `${sign}${serializeText(term.values[0]?.text ?? '')}`;
  return `${sign}${term.key}:${term.values.map(serializeValue).join(',')}`;
}

function serializeClause(clause: Clause): string {
  return clause.map(serializeTerm).join(' OR ');
}

/** The text that `parseQuery` reads back as the same query. */
export function serializeQuery(query: Query): string {
  return query.clauses.map(serializeClause).join(' ');
}
