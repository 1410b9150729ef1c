import { Alert, AlertActionLink, Button, List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { TextProblem } from '../../../domain/yaml/manifest';
import type { ApiFailure } from '../../../k8s/types';
import { ErrorNotice } from '../../ui/ErrorNotice';

export type EditorNotice =
  | { kind: 'problems'; problems: TextProblem[] }
  | { kind: 'refused'; failure: ApiFailure; problems: TextProblem[] }
  | { kind: 'saved'; version: string }
  | { kind: 'unchanged' };

export interface EditorNoticesProps {
  notice: EditorNotice | undefined;
  deleted: boolean;
  /** Somebody else changed the object since the edit began. */
  overtaken: boolean;
  onReload(): void;
  onLine(line: number): void;
}

/** One mistake can make everything after it unreadable; the first ones tell. */
const mostShown = 5;

function Problems({ problems, onLine }: { problems: TextProblem[]; onLine(line: number): void }) {
  const { t } = useTranslation('plugin__virtdeck');
  const further = problems.length - mostShown;
  return (
    <List isPlain>
      {problems.slice(0, mostShown).map((problem) => (
        <ListItem key={`${problem.line}:${problem.column}:${problem.message}`}>
          <Button variant="link" isInline onClick={() => onLine(problem.line)}>
            {t('Line {{line}}, column {{column}}', { line: problem.line, column: problem.column })}
          </Button>{' '}
          {problem.message}
        </ListItem>
      ))}
      {further > 0 && <ListItem>{t('and {{count}} more', { count: further })}</ListItem>}
    </List>
  );
}

/** What there is to say about the text above it: mistakes, refusals, changes by others, success. */
export function EditorNotices({ notice, deleted, overtaken, onReload, onLine }: EditorNoticesProps) {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <div role="status">
      {deleted && <Alert isInline variant="danger" title={t('This object was deleted. Your text is still here to copy or download.')} />}
      {overtaken && !deleted && (
        <Alert
          isInline
          variant="info"
          title={t('Somebody else changed this object since you began.')}
          actionLinks={<AlertActionLink onClick={onReload}>{t('Reload and lose my changes')}</AlertActionLink>}
        >
          {t('Saving keeps their changes. Fields that both changed are shown to you first.')}
        </Alert>
      )}
      {notice?.kind === 'problems' && (
        <Alert isInline variant="danger" title={t('Nothing was sent: the text has mistakes')}>
          <Problems problems={notice.problems} onLine={onLine} />
        </Alert>
      )}
      {notice?.kind === 'refused' && (
        <>
          <ErrorNotice title={t('The server refused')} failure={notice.failure} />
          {notice.problems.length > 0 && <Problems problems={notice.problems} onLine={onLine} />}
        </>
      )}
      {notice?.kind === 'saved' && (
        <Alert isInline variant="success" title={t('Saved. The version is now {{version}}.', { version: notice.version })} />
      )}
      {notice?.kind === 'unchanged' && <Alert isInline variant="info" title={t('Nothing was changed, so nothing was sent.')} />}
    </div>
  );
}
