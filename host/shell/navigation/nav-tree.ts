import type { LoadedExtension } from '@openshift/dynamic-plugin-sdk';
import type { NavExtension } from '@openshift-console/dynamic-plugin-sdk';
import { isNavSection } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/navigation';

export type NavEntry = LoadedExtension<NavExtension>;

/** One entry of the sidebar: a section with what is in it, or an item without a section. */
export interface NavNode {
  entry: NavEntry;
  children: NavEntry[];
}

/** Orders what plugins contribute into sections, by `insertBefore` and `insertAfter`; items of unknown sections come on top level. */
export function navTree(extensions: readonly NavEntry[], perspective: string): NavNode[] {
  const mine = extensions.filter(({ properties }) => (properties.perspective ?? perspective) === perspective);
  const sections = new Set(mine.flatMap((each) => (isNavSection(each) ? [each.properties.id] : [])));
  const sectionOf = (entry: NavEntry): string | undefined => {
    const section = 'section' in entry.properties ? entry.properties.section : undefined;
    return section !== undefined && sections.has(section) ? section : undefined;
  };
  const top = inOrder(mine.filter((each) => sectionOf(each) === undefined));
  return top.map((entry) => ({
    entry,
    children: isNavSection(entry) ? inOrder(mine.filter((each) => sectionOf(each) === entry.properties.id)) : [],
  }));
}

/** Each entry goes beside the first one it names; `insertBefore` wins, and who names nobody present goes last. */
export function inOrder<
  T extends { properties: { id: string; insertBefore?: string | string[]; insertAfter?: string | string[] } },
>(entries: readonly T[]): T[] {
  const placed: T[] = [];
  const waiting = [...entries];
  const present = new Set(entries.map((each) => each.properties.id));
  const indexOf = (names: string | string[] | undefined): number => {
    const name = [names ?? []].flat().find((each) => present.has(each));
    return placed.findIndex((each) => each.properties.id === name);
  };
  const isReady = ({ properties: { insertBefore, insertAfter } }: T): boolean => {
    const named = [insertBefore ?? [], insertAfter ?? []].flat().filter((each) => present.has(each));
    return named.length === 0 || indexOf(insertBefore) >= 0 || indexOf(insertAfter) >= 0;
  };
  while (waiting.length > 0) {
    // Entries that only name each other would wait for ever; then the first one simply goes last.
    const at = Math.max(0, waiting.findIndex(isReady));
    const [next] = waiting.splice(at, 1);
    if (!next) break;
    const before = indexOf(next.properties.insertBefore);
    const after = indexOf(next.properties.insertAfter);
    placed.splice(before >= 0 ? before : after >= 0 ? after + 1 : placed.length, 0, next);
  }
  return placed;
}
