import type { VmRow } from '../domain/inventory/row';
import { checkAccess } from '../k8s/use-access';
import type { Translate, VmAction } from './types';

export interface BulkPreview {
  affected: readonly VmRow[];
  excluded: readonly { reason: string; rows: readonly VmRow[] }[];
}

/** Rights are asked once per project: checks of one verb differ by project only. */
async function allowedProjects(action: VmAction, rows: readonly VmRow[]): Promise<Map<string, boolean>> {
  const samples = new Map(rows.map((row) => [`${row.kind} ${row.namespace}`, row]));
  const answers = await Promise.all(
    [...samples].map(async ([project, row]) => {
      const checks = await Promise.all(action.access(row).map((check) => checkAccess(check).catch(() => ({ allowed: true }))));
      return [project, checks.every((check) => check.allowed !== false)] as const;
    }),
  );
  return new Map(answers);
}

/** Sorts machines into those a verb will run on and those it will not, with the reasons, most frequent first. */
export async function previewBulk(action: VmAction, rows: readonly VmRow[], t: Translate): Promise<BulkPreview> {
  const allowed = await allowedProjects(action, rows);
  const affected: VmRow[] = [];
  const excluded = new Map<string, VmRow[]>();
  for (const row of rows) {
    const offered = action.offered?.(row) !== false;
    const may = allowed.get(`${row.kind} ${row.namespace}`) !== false;
    const reason =
      action.whyNot(row, t) ??
      (offered ? (may ? undefined : t('You have no permission in this project.')) : t('This does not apply to its state.'));
    if (reason === undefined) affected.push(row);
    else excluded.set(reason, [...(excluded.get(reason) ?? []), row]);
  }
  const reasons = [...excluded].map(([reason, left]) => ({ reason, rows: left }));
  return { affected, excluded: reasons.sort((left, right) => right.rows.length - left.rows.length) };
}
