import type { ContributedAction } from '../console/contributed-action';
import { toFailure } from '../k8s/api-error';
import { addToast } from '../tasks/toasts';
import type { ActionItem } from './types';

const CONTRIBUTED = 'contributed';

/** What fails in another plugin is told in its own words. */
async function runGuarded(action: ContributedAction): Promise<void> {
  try {
    await action.run();
  } catch (thrown) {
    addToast({ variant: 'danger', title: action.label, lines: [toFailure(thrown).message] });
  }
}

function itemOf(action: ContributedAction, group: string): ActionItem {
  return {
    id: action.id,
    group,
    icon: 'plug',
    label: action.label,
    ...(action.disabled && { disabledReason: action.tooltip || action.label }),
    onSelect: () => void runGuarded(action),
  };
}

/** Where our ids differ from those that kubevirt-plugin gives the same verbs behind `vm-action-` or `selected-vms-action-`. */
const otherNames: Readonly<Record<string, string>> = {
  'migration-menu': 'migrate',
  'cancel-migrate': 'cancel-migration',
  'open-console': 'console',
  'edit-labels': 'labels',
  'edit-annotations': 'annotations',
  'move-to-folder': 'move-to-group',
};

/** Extensions are written against kubevirt-plugin: their hints name its verbs. */
function ownId(hint: string): string {
  const name = hint.replace(/^(vm|selected-vms)-action-/, '');
  return otherNames[name] ?? name;
}

function indexOf(items: readonly ActionItem[], ids: readonly string[]): number {
  for (const id of ids) {
    const found = items.findIndex((item) => item.id === id || item.id === ownId(id));
    if (found >= 0) return found;
  }
  return -1;
}

/**
 * Puts the entries of other plugins where their hints say (before wins over after; the first id that exists counts),
 * otherwise into a group of their own above the last one. An id that is there already is not repeated.
 */
export function mergeContributed(own: readonly ActionItem[], contributed: readonly ContributedAction[]): ActionItem[] {
  const items = [...own];
  const seen = new Set(own.map((item) => item.id));
  for (const action of contributed) {
    if (action.id === '' || seen.has(action.id)) continue;
    seen.add(action.id);
    const before = indexOf(items, action.insertBefore);
    const after = indexOf(items, action.insertAfter);
    const neighbour = items[before >= 0 ? before : after];
    if (neighbour) {
      items.splice(before >= 0 ? before : after + 1, 0, itemOf(action, neighbour.group));
      continue;
    }
    const last = items.at(-1)?.group;
    const place = items.findIndex((item) => item.group === last && item.group !== CONTRIBUTED);
    items.splice(place < 0 ? items.length : place, 0, itemOf(action, CONTRIBUTED));
  }
  return items;
}
