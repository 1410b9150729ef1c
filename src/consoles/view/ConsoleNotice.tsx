import { Button, Content, Spinner, Title } from '@patternfly/react-core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleSession } from '../session/console-session';
import type { ConsoleState } from '../session/types';
import { noticeFor } from './console-words';
import classes from './ConsoleView.module.css';

export interface StartVerb {
  label: string;
  /** Why it cannot be started now. */
  disabledReason?: string | undefined;
  onSelect(): void;
}

/** Stands over the screen and says why there is nothing to see, and what can be done. */
export function ConsoleNotice({ session, state, start }: { session: ConsoleSession; state: ConsoleState; start?: StartVerb | undefined }) {
  const { t } = useTranslation('plugin__virtdeck');
  const titleId = useId();
  const notice = noticeFor(state, t);
  if (!notice) return null;
  const asks = notice.action === 'take-over';
  return (
    <div className={classes.notice}>
      <div className={classes.noticeCard} role={asks ? 'alertdialog' : 'group'} aria-labelledby={titleId}>
        <Title id={titleId} headingLevel="h3" size="lg">
          {state.phase === 'connecting' && <Spinner size="md" aria-hidden />} {notice.title}
        </Title>
        {notice.body !== '' && <Content component="p">{notice.body}</Content>}
        {notice.detail !== undefined && <p className={classes.detail}>{notice.detail}</p>}
        {asks && (
          <Button variant="warning" onClick={() => session.connect({ takeOver: true })}>
            {t('Take over')}
          </Button>
        )}
        {(asks || notice.action === 'connect') && (
          <Button variant={asks ? 'link' : 'primary'} onClick={() => session.connect()}>
            {asks ? t('Try again') : t('Connect')}
          </Button>
        )}
        {notice.action === 'retry' && (
          <Button variant="primary" onClick={() => session.retryNow()}>
            {t('Try now')}
          </Button>
        )}
        {notice.action === 'start' && start && (
          <>
            <Button variant="primary" isAriaDisabled={start.disabledReason !== undefined} onClick={start.onSelect}>
              {start.label}
            </Button>
            {start.disabledReason !== undefined && <Content component="small">{start.disabledReason}</Content>}
          </>
        )}
      </div>
    </div>
  );
}
