import { useMemo } from 'react';
import type { VmRow } from '../domain/inventory/row';
import { useAccessList } from '../k8s/use-access';
import { useApiGroups } from '../k8s/use-api-groups';
import type { AccessCheck, AccessState } from '../k8s/types';
import { choose } from './perform';
import { isServed, vmActions } from './registry';
import { rowOf } from './subject';
import type { ActionItem, Translate, VmAction, VmSubject } from './types';
import { useActionContext } from './use-action-context';

interface Offer {
  action: VmAction;
  checks: AccessCheck[];
}

function refusal(checks: readonly AccessCheck[], answers: readonly AccessState[], t: Translate): string | undefined {
  const index = answers.findIndex((answer) => answer.allowed === false);
  const check = checks[index];
  if (!check) return undefined;
  const resource = check.subresource === undefined ? check.resource : `${check.resource}/${check.subresource}`;
  return t('You may not {{verb}} {{resource}} in project {{namespace}}.', { verb: check.verb, resource, namespace: check.namespace ?? '' });
}

/** The verbs that make sense for a machine on this server. */
function offersOf(row: VmRow, groups: ReadonlySet<string> | undefined): Offer[] {
  return vmActions
    .filter((action) => action.offered?.(row) !== false && isServed(action, groups))
    .map((action) => ({ action, checks: action.access(row) }));
}

/** The verbs of one row, ready for a menu: disabled ones say why. */
export function useRowActions(row: VmRow | undefined): ActionItem[] {
  const context = useActionContext();
  const groups = useApiGroups();
  const offers = useMemo<Offer[]>(() => (row ? offersOf(row, groups) : []), [row, groups]);
  const answers = useAccessList(useMemo(() => offers.flatMap((offer) => offer.checks), [offers]));
  return useMemo(() => {
    if (!row) return [];
    let next = 0;
    return offers.map(({ action, checks }) => {
      const mine = answers.slice(next, (next += checks.length));
      return {
        id: action.id,
        group: action.group,
        icon: action.icon,
        label: action.label(context.t, row),
        disabledReason: action.whyNot(row, context.t) ?? refusal(checks, mine, context.t),
        ...(action.danger && { danger: true }),
        ...(action.shortcut && { shortcut: action.shortcut }),
        onSelect: () => choose(action, row, context),
      };
    });
  }, [offers, answers, row, context]);
}

/** The verbs of a machine whose objects a page holds (details, console). */
export function useVmActions(subject: VmSubject | undefined): ActionItem[] {
  const { vm, vmi, migration } = subject ?? {};
  const row = useMemo(() => (vm ? rowOf({ vm, vmi, migration }) : undefined), [vm, vmi, migration]);
  return useRowActions(row);
}
