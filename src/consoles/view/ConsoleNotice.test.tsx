import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConsoleSession } from '../session/console-session';
import { FakeWorld, plainChannel } from '../session/fake-world.test-support';
import { ConsoleNotice } from './ConsoleNotice';
import type { ConsoleState } from '../session/types';

afterEach(cleanup);
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

function shown(state: ConsoleState, start?: { label: string; disabledReason?: string; onSelect(): void }) {
  const world = new FakeWorld();
  const session = new ConsoleSession(plainChannel(), world);
  session.setGuestRuns(true);
  render(<ConsoleNotice session={session} state={state} start={start} />);
  return { world, session };
}

describe('ConsoleNotice', () => {
  it('gives the words of the server, and takes over only when asked', () => {
    const { world } = shown({ phase: 'in-use', message: 'Active VNC connection. Request denied.' });
    expect(screen.getByRole('alertdialog').textContent).toContain('Active VNC connection. Request denied.');
    expect(world.sockets).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'Take over' }));
    expect(world.socket.endpoint.query).toEqual({});
  });

  it('can ask again without taking over', () => {
    const { world } = shown({ phase: 'in-use', message: '' });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(world.socket.endpoint.query).toEqual({ preserveSession: true });
  });

  it('offers to start a machine that does not run', () => {
    const onSelect = vi.fn();
    shown({ phase: 'waiting' }, { label: 'Start', onSelect });
    fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    expect(onSelect).toHaveBeenCalledOnce();
  });

  it('says why the machine cannot be started', () => {
    shown({ phase: 'waiting' }, { label: 'Start', disabledReason: 'It is starting.', onSelect: vi.fn() });
    expect(screen.getByText('It is starting.')).toBeTruthy();
  });

  it('shows a refusal word for word', () => {
    shown({ phase: 'refused', code: 403, message: 'is forbidden: User "dev" cannot get' });
    expect(screen.getByText('is forbidden: User "dev" cannot get')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Connect' })).toBeTruthy();
  });

  it('is not there while connected', () => {
    shown({ phase: 'connected', since: 0 });
    expect(screen.queryByRole('heading')).toBeNull();
  });
});
