import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { ObjectReader } from '../store/client';
import { keyOf } from './keys';

export interface ObjectIndex {
  /** Keys of the objects filed under this word. */
  get(word: string): readonly string[];
  stop(): void;
}

/** Files the objects of a kind under words of their own and keeps that true: "which machines use this claim" in O(1). */
export function createIndex<T extends KubeObject>(client: ObjectReader, kind: KindRef<T>, wordsOf: (object: T) => readonly string[]): ObjectIndex {
  const filed = new Map<string, Set<string>>();
  const words = new Map<string, readonly string[]>();

  const forget = (key: string) => {
    for (const word of words.get(key) ?? []) {
      const keys = filed.get(word);
      keys?.delete(key);
      if (keys?.size === 0) filed.delete(word);
    }
    words.delete(key);
  };

  const file = (key: string, under: readonly string[]) => {
    words.set(key, under);
    for (const word of under) {
      const keys = filed.get(word) ?? new Set();
      keys.add(key);
      filed.set(word, keys);
    }
  };

  const stop = client.watch(kind, ({ type, object }) => {
    const key = keyOf(object);
    forget(key);
    if (type !== 'DELETED') file(key, wordsOf(object));
  });

  return { get: (word) => [...(filed.get(word) ?? [])], stop };
}
