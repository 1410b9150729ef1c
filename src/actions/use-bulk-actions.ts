import { useMemo } from 'react';
import type { VmRow } from '../domain/inventory/row';
import { useApiGroups } from '../k8s/use-api-groups';
import { chooseMany } from './perform';
import { isServed, vmActions } from './registry';
import type { ActionItem } from './types';
import { useActionContext } from './use-action-context';

/** The verbs for several machines. One that fits none of them says why; the preview tells about the rest. */
export function useBulkActions(rows: readonly VmRow[]): ActionItem[] {
  const context = useActionContext();
  const groups = useApiGroups();
  return useMemo(() => {
    if (rows.length === 0) return [];
    return vmActions
      .filter((action) => action.bulk && isServed(action, groups))
      .map((action) => ({ action, fitting: rows.filter((row) => action.offered?.(row) !== false) }))
      .filter(({ fitting }) => fitting.length > 0)
      .map(({ action, fitting }) => {
        const possible = fitting.some((row) => action.whyNot(row, context.t) === undefined);
        return {
          id: action.id,
          group: action.group,
          icon: action.icon,
          label: action.label(context.t),
          disabledReason: possible ? undefined : fitting[0] && action.whyNot(fitting[0], context.t),
          ...(action.danger && { danger: true }),
          onSelect: () => chooseMany(action, rows, context),
        };
      });
  }, [rows, groups, context]);
}
