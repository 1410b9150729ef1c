import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { compileQuery } from '../../../domain/search/match';
import type { RowTest } from '../../../domain/search/match';
import { parseQuery } from '../../../domain/search/parse';
import { serializeQuery } from '../../../domain/search/serialize';
import type { ParsedQuery, Query } from '../../../domain/search/types';
import type { ListUrl } from './use-list-url';

/** The URL follows the typing after this pause; the rows, and the URL after any other choice, follow at once. */
const URL_PAUSE_MS = 300;

export interface ListQuery extends ParsedQuery {
  text: string;
  matches: RowTest;
  setText(text: string): void;
  /** As `setText`, while the person goes on typing: half a word is no problem yet. */
  type(text: string): void;
  /** The person has left the field, or pressed Enter: now it may be said what is not understood. */
  settle(): void;
  setQuery(query: Query): void;
}

/** One query, as typed text, as clauses for the facets, and as a test of rows. */
export function useListQuery(url: ListUrl): ListQuery {
  const { query: fromUrl, change } = url;
  const [text, write] = useState(fromUrl);
  const [typing, setTyping] = useState(false);
  const written = useRef(fromUrl);
  useEffect(() => {
    // The URL changed by itself: Back, a link, a saved search.
    if (fromUrl === written.current) return;
    written.current = fromUrl;
    write(fromUrl);
  }, [fromUrl]);
  useEffect(() => {
    if (text === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = text;
      change({ q: text });
    }, URL_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, change]);
  const setText = useCallback(
    (next: string) => {
      setTyping(false);
      write(next);
      written.current = next;
      change({ q: next });
    },
    [change],
  );
  const type = useCallback((next: string) => (setTyping(true), write(next)), []);
  const settle = useCallback(() => setTyping(false), []);
  const setQuery = useCallback((query: Query) => setText(serializeQuery(query)), [setText]);
  const read = useMemo(() => {
    const parsed = parseQuery(text);
    return { ...parsed, text, matches: compileQuery(parsed.query) };
  }, [text]);
  return useMemo(
    () => ({ ...read, problems: typing ? [] : read.problems, setText, type, settle, setQuery }),
    [read, typing, setText, type, settle, setQuery],
  );
}
