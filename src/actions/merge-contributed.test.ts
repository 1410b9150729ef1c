import { describe, expect, it, vi } from 'vitest';
import type { ContributedAction } from '../console/contributed-action';
import { dismissToast, toastStore } from '../tasks/toasts';
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
  it.each([
    [
      'throws',
      () => {
        throw new Error('out of order');
      },
    ],
    ['rejects', () => Promise.reject(new Error('out of order'))],
  ])('one that %s when it is chosen says so', async (_, run) => {
    mergeContributed(items, [other('x', { run })])
      .find((item) => item.id === 'x')
      ?.onSelect();
    await vi.waitFor(() => expect(toastStore.snapshot().at(-1)).toMatchObject({ title: 'x', lines: ['out of order'] }));
    for (const { key } of toastStore.snapshot()) dismissToast(key);
  });
  it('do not repeat an id', () => expect(ids([other('stop'), other('x'), other('x')])).toEqual(['start', 'stop', 'x', 'delete']));
  it('say why they are disabled', () => {
    expect(
      mergeContributed(items, [other('x', { disabled: true, tooltip: 'not now' })]).find((item) => item.id === 'x')?.disabledReason,
    ).toBe('not now');
  });
});
