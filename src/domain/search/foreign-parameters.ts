import { serializeQuery } from './serialize';
import { TEXT } from './types';
import type { Clause } from './types';

const clause = (key: string, values: readonly string[]): Clause => [{ key, negated: false, values: values.map((text) => ({ op: '=', text })) }];

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** The filters of the OpenShift Console's own lists, as its links carry them: labels all hold, of a row filter any value. */
const readers: Readonly<Record<string, (text: string) => Clause[]>> = {
  name: (text) => [clause(TEXT, [text])],
  labels: (text) => listed(text).map((each) => clause('label', [each])),
  'rowFilter-status': (text) => [clause('status', listed(text))],
};

/** The parameters `foreignQuery` understands. */
export const foreignParameters: readonly string[] = Object.keys(readers);

/** What a link made for another list of machines asks for, in the words of the search. */
export function foreignQuery(params: URLSearchParams): string {
  const clauses = Object.entries(readers).flatMap(([name, read]) => {
    const text = params.get(name)?.trim() ?? '';
    return text === '' ? [] : read(text);
  });
  return serializeQuery({ clauses: clauses.filter((each) => each.every((term) => term.values.length > 0)) });
}
