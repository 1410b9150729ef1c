import { expect, it } from 'vitest';
import type { KubeObject } from '../../contracts/objects';
import { mergeStates } from './merged-list';
import type { ListState } from './types';

const object = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } });
const state = (part: Partial<ListState<KubeObject>>): ListState<KubeObject> => ({ items: [], loaded: false, complete: false, ...part });

it('several lists show what has come of any of them, and are complete when all are', () => {
  const first = state({ items: [object('a')], loaded: true, complete: true, staleSince: 20 });
  const second = state({ items: [object('b')], loaded: true, staleSince: 10 });
  const merged = mergeStates([first, second, state({})]);
  expect(merged.items.map((each) => each.metadata.name)).toEqual(['a', 'b']);
  expect(merged).toMatchObject({ loaded: true, complete: false, staleSince: 10 });
  expect(mergeStates([first])).toMatchObject({ complete: true });
});

it('the refusal of one list is told', () => {
  const error = { code: 500, reason: 'InternalError', message: 'oops', causes: [] };
  expect(mergeStates([state({ loaded: true }), state({ error })])).toMatchObject({ loaded: true, error });
});
