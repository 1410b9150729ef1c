import type { ComponentType } from 'react';

/** What every dialog gets beside the props it was opened with. */
export interface DialogProps {
  onClose(): void;
}

/** A dialog's module; the component's own props are known only to it and to who opens it. */
type DialogLoader = () => Promise<{ default: ComponentType<never> }>;

/** Every dialog by its id, loaded when it is first opened. A new dialog is a new row. */
export const dialogs: Record<string, DialogLoader> = {
  bulk: () => import(/* webpackChunkName: "dialog-bulk" */ './BulkDialog'),
  clone: () => import(/* webpackChunkName: "dialog-clone" */ './CloneDialog'),
  columns: () => import(/* webpackChunkName: "dialog-columns" */ './ColumnsDialog'),
  confirm: () => import(/* webpackChunkName: "dialog-confirm" */ './ConfirmDialog'),
  delete: () => import(/* webpackChunkName: "dialog-delete" */ './DeleteDialog'),
  'delete-many': () => import(/* webpackChunkName: "dialog-delete-many" */ './DeleteManyDialog'),
  group: () => import(/* webpackChunkName: "dialog-group" */ './GroupDialog'),
  'labels-many': () => import(/* webpackChunkName: "dialog-labels-many" */ './LabelsManyDialog'),
  metadata: () => import(/* webpackChunkName: "dialog-metadata" */ './MetadataDialog'),
  migrate: () => import(/* webpackChunkName: "dialog-migrate" */ './MigrateDialog'),
  'move-to-group': () => import(/* webpackChunkName: "dialog-move-to-group" */ './MoveToGroupDialog'),
  'run-strategy': () => import(/* webpackChunkName: "dialog-run-strategy" */ './RunStrategyDialog'),
  'save-search': () => import(/* webpackChunkName: "dialog-save-search" */ './SaveSearchDialog'),
  snapshot: () => import(/* webpackChunkName: "dialog-snapshot" */ './SnapshotDialog'),
  'snapshot-many': () => import(/* webpackChunkName: "dialog-snapshot-many" */ './SnapshotManyDialog'),
};
