import type { ConsolePhase, ConsoleState } from '../session/types';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** The connection in two words, for the bar. */
export function phaseLabel(phase: ConsolePhase, t: Translate): string {
  const words: Record<ConsolePhase, string> = {
    idle: t('Not connected'),
    waiting: t('Waiting for the guest'),
    connecting: t('Connecting'),
    connected: t('Connected'),
    'in-use': t('In use by another viewer'),
    'taken-over': t('Taken over by another viewer'),
    lost: t('Reconnecting'),
    refused: t('Refused'),
    closed: t('Disconnected'),
  };
  return words[phase];
}

export interface ConsoleNotice {
  title: string;
  body: string;
  /** The server's own words. */
  detail?: string;
  action?: 'take-over' | 'connect' | 'retry' | 'start';
}

/** What stands over the screen when there is nothing to see; undefined while connected. */
export function noticeFor(state: ConsoleState, t: Translate): ConsoleNotice | undefined {
  switch (state.phase) {
    case 'connected':
      return undefined;
    case 'idle':
    case 'connecting':
      return { title: t('Connecting to the console …'), body: '' };
    case 'waiting':
      return {
        title: t('The virtual machine is not running'),
        body: t('The console connects by itself when it starts.'),
        action: 'start',
      };
    case 'in-use':
      return {
        title: t('Somebody else is using this console'),
        body: t('Only one viewer can use it at a time. If you take over, the other session is closed.'),
        detail: state.message,
        action: 'take-over',
      };
    case 'taken-over':
      return {
        title: t('This session was closed by the server'),
        body: t('Most likely somebody else opened the console. If you connect again, their session may be closed.'),
        action: 'take-over',
      };
    case 'lost':
      return {
        title: t('The connection was lost'),
        body: t('Trying again by itself (attempt {{attempt}}) …', { attempt: state.attempt }),
        ...(state.message !== '' && { detail: state.message }),
        action: 'retry',
      };
    case 'refused':
      return { title: t('The server refused the console'), body: '', detail: state.message, action: 'connect' };
    case 'closed':
      return { title: t('You are disconnected'), body: '', action: 'connect' };
  }
}
