import { useMemo } from 'react';
import { perform } from '../../../../actions/perform';
import { actionById } from '../../../../actions/registry';
import { useActionContext } from '../../../../actions/use-action-context';
import type { TreeLine } from '../../../../domain/inventory/tree';
import { withFacet } from '../../../../domain/search/edit';
import { addToast } from '../../../../tasks/toasts';
import type { ListModel } from '../use-list-model';

export interface TreeActions {
  /** A click: a project or group narrows the list, a machine opens its panel. */
  choose(line: TreeLine): void;
  drop(line: TreeLine, keys: readonly string[]): void;
}

/** What the tree can do. Dropping writes one label of each machine and nothing else. */
export function useTreeActions({ store, query, url }: ListModel): TreeActions {
  const context = useActionContext();
  return useMemo(() => {
    const drop = (line: TreeLine, keys: readonly string[]) => {
      const move = actionById('move-to-group');
      if (line.kind === 'vm' || !move) return;
      const folder = line.kind === 'group' ? line.group : '';
      const dropped = keys.flatMap((key) => store.rows.get(key) ?? []);
      const rows = dropped.filter((row) => row.namespace === line.project && row.folder !== folder);
      if (rows.length < dropped.length && dropped.some((row) => row.namespace !== line.project)) {
        addToast({ variant: 'warning', title: context.t('A machine cannot be moved to another project.') });
      }
      if (rows.length > 0) void perform({ action: move, rows, params: { folder } }, context);
    };
    return {
      drop,
      choose: (line) => {
        if (line.kind === 'vm') return url.change({ peek: line.row.key });
        const project = withFacet(query.query, 'project', [line.project]);
        query.setQuery(withFacet(project, 'group', line.kind === 'group' ? [line.group] : []));
      },
    };
  }, [store, query, url, context]);
}
