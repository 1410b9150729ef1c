/** A query that cannot be read. */
export class BadQuery extends Error {}

/** Words that are followed by a list of labels, not of expressions. */
const LABEL_LISTS = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const WORDS = new Set(['bool', 'offset', 'and', 'or', 'unless', 'atan2', 'inf', 'nan']);
const AGGREGATIONS = /^(sum|min|max|avg|group|stddev|stdvar|count|count_values|bottomk|topk|quantile|limitk|limit_ratio)$/;

const TOKEN = /\s+|#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[a-zA-Z_:][\w:]*|\d[\w.]*|\[[^\]]*\]|./gsy;
const BLANK = /^(\s|#)/;

function tokensOf(query: string): string[] {
  const tokens = query.match(TOKEN) ?? [];
  if (tokens.some((token) => token === '"' || token === "'" || token === '`' || token === '[')) throw new BadQuery('unterminated text or range');
  return tokens;
}

/** Index of the next token that is not blank, at or after `from`. */
function solid(tokens: readonly string[], from: number): number {
  let index = from;
  while (index < tokens.length && BLANK.test(tokens[index] ?? '')) index += 1;
  return index;
}

function closing(tokens: readonly string[], open: number, close: string): number {
  const end = tokens.indexOf(close, open);
  if (end < 0) throw new BadQuery(`unclosed "${tokens[open] ?? ''}"`);
  return end;
}

/** The matchers between braces, those on `label` replaced by the one that is wanted. */
function matchers(tokens: readonly string[], label: string, wanted: string): string {
  const all: string[][] = [[]];
  for (const token of tokens) {
    if (token === ',') all.push([]);
    else all.at(-1)?.push(token);
  }
  const others = all.map((matcher) => matcher.join('').trim()).filter((matcher) => matcher !== '' && !new RegExp(`^${label}\\s*[=!]`).test(matcher));
  return `{${[...others, wanted].join(',')}}`;
}

function isName(tokens: readonly string[], index: number): boolean {
  const word = tokens[index] ?? '';
  if (!/^[a-zA-Z_:]/.test(word) || WORDS.has(word.toLowerCase())) return false;
  const next = tokens[solid(tokens, index + 1)] ?? '';
  if (next === '(') return false;
  return !(AGGREGATIONS.test(word) && (next === 'by' || next === 'without'));
}

/**
 * The PromQL query with every selector held to one value of a label, as prom-label-proxy does for OpenShift's tenants:
 * matchers on that label in the query itself are replaced.
 */
export function withLabel(query: string, label: string, value: string): string {
  const tokens = tokensOf(query);
  const wanted = `${label}=${JSON.stringify(value)}`;
  let text = '';
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    if (LABEL_LISTS.has(token) && tokens[solid(tokens, index + 1)] === '(') {
      const end = closing(tokens, solid(tokens, index + 1), ')');
      text += tokens.slice(index, end + 1).join('');
      index = end;
      continue;
    }
    const named = isName(tokens, index);
    if (!named && token !== '{') {
      text += token;
      continue;
    }
    const brace = named ? solid(tokens, index + 1) : index;
    if (tokens[brace] !== '{') {
      text += `${token}{${wanted}}`;
      continue;
    }
    const end = closing(tokens, brace, '}');
    text += (named ? token : '') + matchers(tokens.slice(brace + 1, end), label, wanted);
    index = end;
  }
  return text;
}
