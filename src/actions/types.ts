import type { VirtualMachine, VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../contracts/virt';
import type { MachineRef, VmRow } from '../domain/inventory/row';
import type { AccessCheck } from '../k8s/types';

/** Translates a key; the same shape as react-i18next's `t`. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** A machine as a details page holds it; `rowOf` turns it into what verbs act on. */
export interface VmSubject {
  vm: VirtualMachine;
  vmi?: VirtualMachineInstance | undefined;
  migration?: VirtualMachineInstanceMigration | undefined;
}

export type VmActionGroup = 'power' | 'console' | 'lifecycle' | 'edit' | 'copy' | 'danger';

/** What the person must confirm before data may be lost. */
export interface Confirmation {
  title: string;
  body: string;
  confirmLabel: string;
  danger: boolean;
}

/**
 * A verb as data: one entry feeds row menu, Actions menu, bulk bar, right click, peek panel and shortcuts. A verb
 * either does its work (`run`, one machine at a time, so that it can be queued) or asks for more first (`open`).
 */
export interface VmAction {
  id: string;
  group: VmActionGroup;
  /** Name of an icon in `components/ui/Icon`. */
  icon: string;
  label(t: Translate, row?: VmRow): string;
  /** Every check must pass; the first refused one gives the reason. */
  access(row: VmRow): AccessCheck[];
  /** Why the state forbids the verb, in words; undefined when it may run. Exactly KubeVirt's rule. */
  whyNot(row: VmRow, t: Translate): string | undefined;
  confirm?(rows: readonly VmRow[], t: Translate): Confirmation | undefined;
  /** API group the verb needs; hidden where the server does not have it. */
  needsGroup?: string;
  /** Does it. Rejects with ApiError. What else it needs to know was asked before and is in `params`. */
  run?(machine: MachineRef, params: ActionParams): Promise<void>;
  /** Opens a dialog for one or many. */
  open?(rows: readonly VmRow[], context: ActionContext): void;
  /** The kubectl/virtctl line that does the same, with the params where there are any. */
  command?(machine: MachineRef, params?: ActionParams): string;
  /** Id of the verb that takes it back. */
  undo?: string;
  /** The params with which the same verb puts a machine back as it was. */
  takeBack?(row: VmRow, params: ActionParams): ActionParams;
  shortcut?: string;
  danger?: boolean;
  /** False: never offered for several machines at once. */
  bulk: boolean;
  /** False hides it (e.g. Force stop of a machine that is not stopping). */
  offered?(row: VmRow): boolean;
}

/** Plain data, so that a queued verb survives a reload. */
export type ActionParams = Readonly<Record<string, unknown>>;

export interface ActionContext {
  t: Translate;
  openDialog(id: string, props: Record<string, unknown>): void;
  navigate(path: string): void;
  openWindow(path: string): void;
  copy(text: string): Promise<void>;
}

/** A menu entry ready to show: `components/ui/ActionMenu` renders a list of these. */
export interface ActionItem {
  id: string;
  group: string;
  icon: string;
  label: string;
  disabledReason?: string | undefined;
  danger?: boolean;
  shortcut?: string;
  onSelect(): void;
}
