import { Button, TextInput } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/ui/Icon';
import styles from './dialogs.module.css';

export interface Pair {
  /** Stays while the name is being typed. */
  id: number;
  name: string;
  value: string;
}

interface KeyValueEditorProps {
  pairs: readonly Pair[];
  isValidName(name: string): boolean;
  isValidValue(value: string): boolean;
  onChange(pairs: readonly Pair[]): void;
}

/** Rows of names and values. */
export const KeyValueEditor = ({ pairs, isValidName, isValidValue, onChange }: KeyValueEditorProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const edit = (id: number, change: Partial<Pair>) => onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...change } : pair)));
  const add = () => onChange([...pairs, { id: Math.max(0, ...pairs.map((pair) => pair.id)) + 1, name: '', value: '' }]);
  return (
    <div className={styles.pairs}>
      {pairs.map((pair) => (
        <div key={pair.id} className={styles.pair} data-test="pair">
          <TextInput
            aria-label={t('Name')}
            placeholder={t('Name')}
            value={pair.name}
            validated={isValidName(pair.name) ? 'default' : 'error'}
            onChange={(_, name) => edit(pair.id, { name })}
          />
          <TextInput
            aria-label={t('Value of {{name}}', { name: pair.name })}
            placeholder={t('Value')}
            value={pair.value}
            validated={isValidValue(pair.value) ? 'default' : 'error'}
            onChange={(_, value) => edit(pair.id, { value })}
          />
          <Button
            variant="plain"
            aria-label={t('Remove {{filter}}', { filter: pair.name })}
            icon={<Icon name="times" />}
            onClick={() => onChange(pairs.filter((each) => each.id !== pair.id))}
          />
        </div>
      ))}
      <Button variant="link" onClick={add} data-test="add-pair">
        {t('Add')}
      </Button>
    </div>
  );
};

export function pairsOf(map: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(map).map(([name, value], id) => ({ id, name, value }));
}

export function mapOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => [pair.name, pair.value]));
}
