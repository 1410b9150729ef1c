import type { TreeLine } from '../../../../domain/inventory/tree';
import { facetValues } from '../../../../domain/search/edit';
import type { Query } from '../../../../domain/search/types';

export interface Scope {
  query: Query;
  /** The one project of the page, where there is one. */
  namespace: string | undefined;
  /** The machine whose panel is open, by key. */
  peek: string;
}

/** Whether a line is what the list shows now: the project or group that narrows it, the machine whose panel is open. */
export function isInForce(line: TreeLine, { query, namespace, peek }: Scope): boolean {
  if (line.kind === 'vm') return line.row.key === peek;
  const chosen = facetValues(query, 'project');
  const projects = chosen.length === 0 && namespace !== undefined ? [namespace] : chosen;
  const groups = facetValues(query, 'group');
  if (!projects.includes(line.project)) return false;
  return line.kind === 'project' ? groups.length === 0 : groups.includes(line.group);
}
