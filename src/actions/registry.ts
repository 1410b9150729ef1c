import { accessActions, copyActions } from './access-verbs';
import { editActions } from './edit';
import { lifecycleActions } from './lifecycle';
import { powerActions } from './power';
import { removeActions } from './remove';
import type { VmAction } from './types';

/** Every verb, in the order of the menus. A new verb is a new entry of one of these files. */
export const vmActions: readonly VmAction[] = [
  ...powerActions,
  ...accessActions,
  ...lifecycleActions,
  ...editActions,
  ...copyActions,
  ...removeActions,
];

const byId = new Map(vmActions.map((action) => [action.id, action]));

export function actionById(id: string): VmAction | undefined {
  return byId.get(id);
}

/** False when the server is known to lack the API group of a verb. */
export function isServed(action: VmAction, groups: ReadonlySet<string> | undefined): boolean {
  return action.needsGroup === undefined || groups?.has(action.needsGroup) !== false;
}
