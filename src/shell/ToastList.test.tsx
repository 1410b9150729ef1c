import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addToast, dismissToast, toastStore } from '../tasks/toasts';
import { ToastList } from './ToastList';

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  cleanup();
  for (const { key } of toastStore.snapshot()) dismissToast(key);
  vi.useRealTimers();
});

const say = (title: string, undo?: () => void) =>
  act(() => addToast({ variant: 'success', title, ...(undo && { action: { label: 'Undo', run: undo } }) }));

describe('toasts', () => {
  it('stand one above the other, and each goes when its time is over', async () => {
    render(<ToastList />);
    say('first');
    await act(() => vi.advanceTimersByTimeAsync(5000));
    say('second');
    expect(screen.getByText('first')).toBeTruthy();
    expect(screen.getByText('second')).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(4000));
    expect(screen.queryByText('first')).toBeNull();
    expect(screen.getByText('second')).toBeTruthy();
  });

  it('come again after all have gone', async () => {
    render(<ToastList />);
    say('first');
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(screen.queryByText('first')).toBeNull();
    const undo = vi.fn();
    say('second', undo);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledOnce();
  });
});
