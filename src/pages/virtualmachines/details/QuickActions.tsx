import { Button, Tooltip } from '@patternfly/react-core';
import type { ActionItem } from '../../../actions/types';
import { Icon } from '../../../components/ui/Icon';
import classes from './quick-actions.module.css';

/** Pairs of which one is shown: the one that can be done now. */
const places: readonly (readonly string[])[] = [['start', 'stop'], ['restart'], ['pause', 'unpause']];

function chosen(items: readonly ActionItem[], ids: readonly string[]): ActionItem | undefined {
  const found = ids.flatMap((id) => items.find((item) => item.id === id) ?? []);
  return found.find((item) => item.disabledReason === undefined) ?? found[0];
}

/** The verbs of everyday as icons; all verbs are in the menu beside them. */
export function QuickActions({ items }: { items: readonly ActionItem[] }) {
  return (
    <span className={classes.row}>
      {places.map((ids) => {
        const item = chosen(items, ids);
        if (!item) return null;
        return (
          <Tooltip key={ids[0]} content={item.disabledReason ?? item.label}>
            <Button
              variant="plain"
              icon={<Icon name={item.icon} />}
              aria-label={item.label}
              isAriaDisabled={item.disabledReason !== undefined}
              onClick={item.onSelect}
              data-test={`quick-${item.id}`}
            />
          </Tooltip>
        );
      })}
    </span>
  );
}
