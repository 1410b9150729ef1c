import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleState } from '../session/types';
import type { AnyConsole, ConsoleKind } from './console-objects';
import { phaseLabel } from './console-words';
import classes from './ConsoleView.module.css';
import { SendKeyMenu } from './SendKeyMenu';

export interface ConsoleBarProps {
  kind: ConsoleKind;
  onKind(kind: ConsoleKind): void;
  /** Why a kind is not offered, in words. */
  unavailable: Partial<Record<ConsoleKind, string>>;
  console: AnyConsole | undefined;
  state: ConsoleState;
  viewOnly: boolean;
  full: boolean;
  onFull(): void;
  onPaste(): void;
  more: ReactNode;
}

/** What can be done with a console, and how its connection stands. */
export function ConsoleBar(props: ConsoleBarProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const { kind, console: opened, state, unavailable } = props;
  const connected = state.phase === 'connected';
  const ended = state.phase === 'closed' || state.phase === 'refused';
  const item = (value: ConsoleKind, text: string) => (
    <ToggleGroupItem
      text={text}
      buttonId={`virtdeck-console-${value}`}
      isSelected={kind === value}
      isDisabled={unavailable[value] !== undefined}
      title={unavailable[value]}
      onChange={() => props.onKind(value)}
    />
  );
  return (
    <div className={classes.bar} role="group" aria-label={t('Console')}>
      <ToggleGroup aria-label={t('Kind of console')}>
        {item('vnc', t('VNC console'))}
        {item('serial', t('Serial console'))}
      </ToggleGroup>
      <span role="status" data-test="console-state" data-phase={state.phase}>
        {phaseLabel(state.phase, t)}
      </span>
      <span className={classes.grow} />
      {opened?.kind === 'vnc' && (
        <SendKeyMenu disabled={!connected || props.viewOnly} onSend={(combination) => opened.screen.send(combination)} />
      )}
      <Button variant="secondary" isDisabled={!connected || props.viewOnly} onClick={props.onPaste}>
        {t('Paste')}
      </Button>
      {ended ? (
        <Button variant="secondary" onClick={() => opened?.session.connect()}>
          {t('Connect')}
        </Button>
      ) : (
        <Button variant="secondary" isDisabled={!opened} onClick={() => opened?.session.disconnect()}>
          {t('Disconnect')}
        </Button>
      )}
      <Button variant="secondary" onClick={props.onFull}>
        {props.full ? t('Leave full screen') : t('Full screen')}
      </Button>
      {props.more}
    </div>
  );
}
