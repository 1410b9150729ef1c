import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import { ClusterRoleKind, type Role } from './authorizer';
import type { PolicyRule } from './rbac';

function selected(role: Role, aggregate: Role): boolean {
  const selectors = aggregate.aggregationRule?.clusterRoleSelectors ?? [];
  const labels = role.metadata.labels ?? {};
  return selectors.some((each) => Object.entries(each.matchLabels ?? {}).every(([key, value]) => labels[key] === value));
}

/** The rules an aggregated ClusterRole holds: those of all it selects, in order of their names. */
export function aggregateRules(aggregate: Role, roles: readonly Role[]): PolicyRule[] {
  return roles
    .filter((role) => role.metadata.name !== aggregate.metadata.name && selected(role, aggregate))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .flatMap((role) => [...(role.rules ?? [])]);
}

/**
 * Keeps aggregated ClusterRoles filled. They may select each other (view in edit in admin); a change of one wakes the
 * next through its own event. Ends when the returned function is called.
 */
export function startRoleAggregation(client: ObjectClient, logger: Logger): () => void {
  let scheduled = false;
  const reconcile = async (): Promise<void> => {
    scheduled = false;
    const roles = client.list(ClusterRoleKind);
    for (const role of roles.filter((each) => each.aggregationRule)) {
      const rules = aggregateRules(role, roles);
      if (JSON.stringify(rules) === JSON.stringify(role.rules ?? [])) continue;
      await client.mutate(ClusterRoleKind, role.metadata.name, undefined, (draft) => {
        draft.rules = rules;
      });
    }
  };
  return client.watch(ClusterRoleKind, () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => void reconcile().catch((error: unknown) => logger.error('aggregating roles failed', { error: String(error) })));
  });
}
