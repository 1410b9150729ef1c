import type { VirtualMachine, VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../contracts/virt';
import type { AccessCheck } from '../k8s/types';

/** Translates a key; the same shape as react-i18next's `t`. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** What a verb acts on. Instance and migration are absent when there is none. */
export interface VmSubject {
  vm: VirtualMachine;
  vmi?: VirtualMachineInstance;
  migration?: VirtualMachineInstanceMigration;
}

export type VmActionGroup = 'power' | 'console' | 'lifecycle' | 'edit' | 'danger';

/** What the person must confirm before data may be lost. */
export interface Confirmation {
  title: string;
  body: string;
  confirmLabel: string;
  danger: boolean;
  /** Must be typed when there is no way back. */
  typedName?: string;
}

/** A verb as data: one entry feeds row menu, Actions menu, bulk bar, right click, palette and shortcuts. */
export interface VmAction {
  id: string;
  group: VmActionGroup;
  /** Name of an icon in `components/ui/icons`. */
  icon: string;
  label(t: Translate): string;
  /** Every check must pass; the first refused one gives the reason. */
  access(subject: VmSubject): AccessCheck[];
  /** Why the state forbids the verb, in words; undefined when it may run. Exactly KubeVirt's rule. */
  whyNot(subject: VmSubject, t: Translate): string | undefined;
  confirm?(subject: VmSubject, t: Translate): Confirmation | undefined;
  /** Does it, or opens a dialog by id through `context`. Rejects with ApiFailure. */
  run(subject: VmSubject, context: ActionContext): Promise<void>;
  /** The kubectl/virtctl line that does the same. */
  command?(subject: VmSubject): string;
  shortcut?: string;
  /** False: never offered for several machines at once. */
  bulk: boolean;
  /** False hides it (e.g. Force stop outside Stopping). */
  offered?(subject: VmSubject): boolean;
}

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
  disabledReason?: string;
  danger?: boolean;
  shortcut?: string;
  onSelect(): void;
}
