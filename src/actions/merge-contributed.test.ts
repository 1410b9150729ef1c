import { describe, expect, it } from 'vitest';
import type { ContributedAction } from '../console/action-extensions';
import { mergeContributed } from './merge-contributed';
import type { ActionItem } from './types';

const own = (id: string, group: string): ActionItem => ({ id, group, icon: 'play', label: id, onSelect: () => undefined });
const other = (id: string, hints: Partial<ContributedAction> = {}): ContributedAction => ({
  id,
  label: id,
  disabled: false,
  tooltip: '',
  insertBefore: [],
  insertAfter: [],
  run: () => undefined,
  ...hints,
});
const items = [own('start', 'power'), own('stop', 'power'), own('delete', 'danger')];
const ids = (contributed: ContributedAction[]) => mergeContributed(items, contributed).map((item) => item.id);

describe('entries of other plugins', () => {
  it('stand above the last group without hints', () =>
    expect(ids([other('x'), other('y')])).toEqual(['start', 'stop', 'x', 'y', 'delete']));
  it('stand where their hints say; before wins', () => {
    expect(ids([other('x', { insertAfter: ['start'] })])).toEqual(['start', 'x', 'stop', 'delete']);
    expect(ids([other('x', { insertBefore: ['stop'], insertAfter: ['delete'] })])).toEqual(['start', 'x', 'stop', 'delete']);
  });
  it('use the first hint that exists', () =>
    expect(ids([other('x', { insertBefore: ['nothing', 'delete'] })])).toEqual(['start', 'stop', 'x', 'delete']));
  it('may name our verbs as kubevirt-plugin does', () => {
    expect(ids([other('x', { insertAfter: ['vm-action-start'] })])).toEqual(['start', 'x', 'stop', 'delete']);
    expect(ids([other('x', { insertBefore: ['selected-vms-action-stop'] })])).toEqual(['start', 'x', 'stop', 'delete']);
  });
  it('do not repeat an id', () => expect(ids([other('stop'), other('x'), other('x')])).toEqual(['start', 'stop', 'x', 'delete']));
  it('say why they are disabled', () => {
    expect(
      mergeContributed(items, [other('x', { disabled: true, tooltip: 'not now' })]).find((item) => item.id === 'x')?.disabledReason,
    ).toBe('not now');
  });
});
