import { Button, Label } from '@patternfly/react-core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { withoutClause } from '../../../domain/search/edit';
import { serializeTerm } from '../../../domain/search/serialize';
import type { Problem, Query } from '../../../domain/search/types';
import styles from './list.module.css';
import type { ListQuery } from './use-list-query';

function useProblemWords(): (problem: Problem) => string {
  const { t } = useTranslation('plugin__virtdeck');
  return ({ kind, text }) => {
    if (kind === 'unknown-key') return t('There is no filter "{{text}}": it is searched as text.', { text });
    return kind === 'no-value' ? t('"{{text}}" needs a value.', { text }) : t('"{{text}}" has a value that means nothing here.', { text });
  };
}

interface QueryLineProps {
  query: ListQuery;
  hidden: number;
  onQuery(query: Query): void;
}

const Line = ({ query, hidden, onQuery }: QueryLineProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const words = useProblemWords();
  const { clauses } = query.query;
  if (clauses.length === 0 && query.problems.length === 0) return null;
  return (
    <div className={styles.queryLine}>
      {clauses.map((clause, index) => {
        const text = clause.map(serializeTerm).join(' OR ');
        return (
          <Label
            key={`${index}-${text}`}
            isCompact
            variant="outline"
            onClose={() => onQuery(withoutClause(query.query, index))}
            closeBtnAriaLabel={t('Remove {{filter}}', { filter: text })}
          >
            {text}
          </Label>
        );
      })}
      {query.problems.map((problem) => (
        <Label key={`${problem.kind}${problem.text}`} isCompact color="yellow">
          {words(problem)}
        </Label>
      ))}
      {hidden > 0 && <span>{t('{{count}} hidden by filters', { count: hidden })}</span>}
      <Button variant="link" isInline onClick={() => query.setText('')} data-test="clear-filters">
        {t('Clear filters')}
      </Button>
    </div>
  );
};

/** The clauses in force as chips, what was not understood, and the one click that clears them. */
export const QueryLine = memo(Line);
