import type { VmRow } from '../domain/inventory/row';
import { toFailure } from '../k8s/api-error';
import { addToast } from '../tasks/toasts';
import type { ActionContext, VmAction } from './types';

async function runNow(action: VmAction, row: VmRow, context: ActionContext): Promise<void> {
  await action.run?.(row, context);
}

function reportFailure(action: VmAction, row: VmRow, thrown: unknown, context: ActionContext): void {
  const failure = toFailure(thrown);
  addToast({
    variant: 'danger',
    title: context.t('{{action}} of {{name}} was refused', { action: action.label(context.t), name: row.name }),
    lines: [failure.message, ...failure.causes.map((cause) => cause.message ?? '').filter((line) => line !== '')],
  });
}

/** Runs a verb on one machine: asks first where it must, and shows a refusal in the server's words. */
export function perform(action: VmAction, row: VmRow, context: ActionContext): void {
  if (action.open) return action.open([row], context);
  const confirmation = action.confirm?.([row], context.t);
  if (confirmation) {
    context.openDialog('confirm', { ...confirmation, onConfirm: () => runNow(action, row, context) });
    return;
  }
  runNow(action, row, context).catch((thrown: unknown) => reportFailure(action, row, thrown, context));
}
