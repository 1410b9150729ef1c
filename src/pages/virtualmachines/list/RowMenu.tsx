import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { KebabButton } from '../../../components/ui/KebabButton';
import type { VmRow } from '../../../domain/inventory/row';

/** Opens the menu of a row at a place of the window. The list has one menu for kebabs and right clicks. */
export type OpenRowMenu = (row: VmRow, x: number, y: number) => void;

export const RowMenuContext = createContext<OpenRowMenu>(() => undefined);

/** The kebab of a row. Rights, and other plugins, are asked when it opens, not for every row in sight. */
export const RowMenu = ({ row }: { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const open = useContext(RowMenuContext);
  return (
    <KebabButton
      label={t('Actions of {{name}}', { name: row.name })}
      onOpen={(button) => {
        const { right, bottom } = button.getBoundingClientRect();
        open(row, right, bottom);
      }}
    />
  );
};
