import { useRowActions } from '../../../actions/use-vm-actions';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import type { VmRow } from '../../../domain/inventory/row';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';

/** The kebab of a row. Rights are asked when it opens, not for every row in sight. */
export const RowMenu = ({ row }: { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [open, setOpen] = useState(false);
  const items = useRowActions(open ? row : undefined);
  return <ActionMenu kebab label={t('Actions of {{name}}', { name: row.name })} items={items} onOpenChange={setOpen} />;
};
