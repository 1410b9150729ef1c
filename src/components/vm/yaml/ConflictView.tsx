import { Alert, Button, Content, Flex, Radio, Title } from '@patternfly/react-core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stringify } from 'yaml';
import type { KubeObject } from '../../../../contracts/objects';
import type { Json } from '../../../domain/patch/json';
import { mergeThree } from '../../../domain/patch/merge';
import type { Conflict, Side } from '../../../domain/patch/merge';
import { shownPart, toYaml } from '../../../domain/yaml/manifest';
import { createComparison } from './monaco';
import classes from './yaml-editor.module.css';

export interface ConflictViewProps {
  base: KubeObject;
  theirs: KubeObject;
  edited: Json;
  showManagedFields: boolean;
  conflicts: readonly Conflict[];
  onDecide(choices: ReadonlyMap<string, Side>): void;
  onBack(): void;
}

/** Two texts side by side. */
function Comparison({ before, after }: { before: string; after: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const comparison = createComparison(place.current, { before, after });
    return () => comparison.dispose();
  }, [before, after]);
  return <div ref={place} className={classes.comparison} />;
}

function shown(value: Json | undefined, absent: string): string {
  return value === undefined ? absent : stringify(value, { lineWidth: 0 }).trimEnd();
}

/** Somebody else changed the same places: theirs, yours, and what would be saved. */
export function ConflictView({ base, theirs, edited, showManagedFields, conflicts, onDecide, onBack }: ConflictViewProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const merged = useMemo(
    () => mergeThree(shownPart(base, showManagedFields), shownPart(theirs, showManagedFields), edited, (path) => choices.get(path) ?? 'yours').merged,
    [base, theirs, edited, showManagedFields, choices],
  );
  const complete = conflicts.every((conflict) => choices.has(conflict.path));
  return (
    <div className={classes.conflict}>
      <Alert isInline variant="warning" title={t('Somebody else changed the same fields while you were editing')}>
        {t('Choose for each field. Everything else of both edits is kept.')}
      </Alert>
      {conflicts.map((conflict) => (
        <fieldset key={conflict.path} className={classes.choice}>
          <legend>
            <code>{conflict.path}</code>
          </legend>
          {(['theirs', 'yours'] as const).map((side) => (
            <Radio
              key={side}
              id={`virtdeck-conflict-${side}-${conflict.path}`}
              name={`virtdeck-conflict-${conflict.path}`}
              label={side === 'theirs' ? t('Theirs') : t('Yours')}
              description={<pre className={classes.value}>{shown(conflict[side], t('(not there)'))}</pre>}
              isChecked={choices.get(conflict.path) === side}
              onChange={() => setChoices(new Map(choices).set(conflict.path, side))}
            />
          ))}
        </fieldset>
      ))}
      <Title headingLevel="h3">{t('What will be saved')}</Title>
      <Content component="small">{t('Left: as it is on the server. Right: after saving.')}</Content>
      <Comparison before={toYaml(theirs, showManagedFields)} after={toYaml(merged, true)} />
      <Flex>
        <Button isDisabled={!complete} onClick={() => onDecide(choices)}>
          {t('Save merged')}
        </Button>
        <Button variant="link" onClick={onBack}>
          {t('Back to the editor')}
        </Button>
      </Flex>
    </div>
  );
}
