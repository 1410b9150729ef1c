import { Button, SearchInput } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../../../../state/dialogs';
import { Icon } from '../../../../components/ui/Icon';
import type { TreeModel } from '../../../../domain/inventory/tree';
import type { ListModel } from '../use-list-model';
import styles from './tree.module.css';

interface TreeHeadProps {
  model: ListModel;
  tree: TreeModel;
  wanted: string;
  onWanted(text: string): void;
}

/** Finds projects and groups, and makes a group of the machines that are selected in the list. */
export const TreeHead = ({ model, tree, wanted, onWanted }: TreeHeadProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { selected, store } = model;
  const create = () => {
    const rows = [...selected].flatMap((key) => store.rows.get(key) ?? []);
    const taken = [...new Set(rows.map((row) => row.namespace))].flatMap((project) => tree.groupsOf(project));
    if (rows.length > 0) openDialog('group', { intent: 'create', rows, taken });
  };
  const words = selected.size > 0 ? t('New group from selection') : t('New group: select its machines first');
  return (
    <div className={styles.head}>
      <SearchInput
        aria-label={t('Find a project or group')}
        placeholder={t('Find a project or group')}
        value={wanted}
        onChange={(_, value) => onWanted(value)}
        onClear={() => onWanted('')}
      />
      <Button
        variant="plain"
        icon={<Icon name="plus" />}
        aria-label={words}
        title={words}
        isAriaDisabled={selected.size === 0}
        onClick={create}
        data-test="tree-new-group"
      />
    </div>
  );
};
