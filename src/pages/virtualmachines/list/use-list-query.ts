import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { compileQuery } from '../../../domain/search/match';
import type { RowTest } from '../../../domain/search/match';
import { parseQuery } from '../../../domain/search/parse';
import { serializeQuery } from '../../../domain/search/serialize';
import type { ParsedQuery, Query } from '../../../domain/search/types';
import type { ListUrl } from './use-list-url';

/** The URL follows the typing after this pause; the rows follow at once. */
const URL_PAUSE_MS = 300;

export interface ListQuery extends ParsedQuery {
  text: string;
  matches: RowTest;
  setText(text: string): void;
  setQuery(query: Query): void;
}

/** One query, as typed text, as clauses for the facets, and as a test of rows. */
export function useListQuery(url: ListUrl): ListQuery {
  const { query: fromUrl, change } = url;
  const [text, setText] = useState(fromUrl);
  const written = useRef(fromUrl);
  useEffect(() => {
    // The URL changed by itself: Back, a link, a saved search.
    if (fromUrl === written.current) return;
    written.current = fromUrl;
    setText(fromUrl);
  }, [fromUrl]);
  useEffect(() => {
    if (text === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = text;
      change({ q: text });
    }, URL_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, change]);
  const setQuery = useCallback((query: Query) => setText(serializeQuery(query)), []);
  return useMemo(() => {
    const parsed = parseQuery(text);
    return { ...parsed, text, matches: compileQuery(parsed.query), setText, setQuery };
  }, [text, setQuery]);
}
