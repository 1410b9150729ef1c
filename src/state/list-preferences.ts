import { at, isRecord, records, strings, text } from '../domain/read';

/** How the person wants the list of machines. */
export interface ListPreferences {
  /** Ids in their order; empty: the standard columns. */
  columns: readonly string[];
  widths: Readonly<Record<string, number>>;
  dense: boolean;
  tree: boolean;
  treeWidth: number;
  /** Projects and groups that are open in the tree. */
  expanded: readonly string[];
}

const TREE_WIDTH = 280;

function widthsOf(stored: unknown): Record<string, number> {
  const widths: Record<string, number> = {};
  if (!isRecord(stored)) return widths;
  for (const [column, width] of Object.entries(stored)) {
    if (typeof width === 'number' && width >= 40 && width <= 2000) widths[column] = width;
  }
  return widths;
}

export function readListPreferences(stored: unknown): ListPreferences {
  const width = at(stored, 'treeWidth');
  return {
    columns: strings(stored, 'columns'),
    widths: widthsOf(at(stored, 'widths')),
    dense: at(stored, 'dense') === true,
    tree: at(stored, 'tree') !== false,
    treeWidth: typeof width === 'number' && width >= 160 && width <= 800 ? width : TREE_WIDTH,
    expanded: strings(stored, 'expanded'),
  };
}

export interface SavedSearch {
  name: string;
  description: string;
  query: string;
}

/** Searches the person keeps: named ones, the last few, and the one a fresh list begins with. */
export interface SearchPreferences {
  saved: readonly SavedSearch[];
  recent: readonly string[];
  favourite: string;
}

const KEPT_RECENT = 5;

export function readSearchPreferences(stored: unknown): SearchPreferences {
  return {
    saved: records(stored, 'saved')
      .map((each) => ({ name: text(each, 'name'), description: text(each, 'description'), query: text(each, 'query') }))
      .filter((each) => each.name !== ''),
    recent: strings(stored, 'recent').slice(0, KEPT_RECENT),
    favourite: text(stored, 'favourite'),
  };
}

/** The last searches, newest first, each once. */
export function withRecent(preferences: SearchPreferences, query: string): SearchPreferences {
  if (query.trim() === '') return preferences;
  return { ...preferences, recent: [query, ...preferences.recent.filter((each) => each !== query)].slice(0, KEPT_RECENT) };
}
