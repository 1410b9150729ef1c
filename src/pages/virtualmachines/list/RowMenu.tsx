import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContributedActions } from '../../../actions/ContributedActions';
import { mergeContributed } from '../../../actions/merge-contributed';
import { useRowActions } from '../../../actions/use-vm-actions';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { KebabButton } from '../../../components/ui/KebabButton';
import type { ContributedAction } from '../../../console/action-extensions';
import type { VmRow } from '../../../domain/inventory/row';

const OpenMenu = ({ row, label, onClose }: { row: VmRow; label: string; onClose(): void }) => {
  const [contributed, setContributed] = useState<readonly ContributedAction[]>([]);
  const own = useRowActions(row);
  const rows = useMemo(() => [row], [row]);
  const items = useMemo(() => mergeContributed(own, contributed), [own, contributed]);
  return (
    <>
      <ContributedActions rows={rows} onActions={setContributed} />
      <ActionMenu kebab startOpen label={label} items={items} onOpenChange={(open) => !open && onClose()} />
    </>
  );
};

/** The kebab of a row. Rights, and other plugins, are asked when it opens, not for every row in sight. */
export const RowMenu = ({ row }: { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [state, setState] = useState<'untouched' | 'open' | 'closed'>('untouched');
  // The menu closes at clicks elsewhere: it must not be there yet while the click that opens it is under way.
  const open = () => void setTimeout(() => setState('open'));
  const label = t('Actions of {{name}}', { name: row.name });
  if (state === 'open') return <OpenMenu row={row} label={label} onClose={() => setState('closed')} />;
  return <KebabButton label={label} onOpen={open} takesFocus={state === 'closed'} />;
};
