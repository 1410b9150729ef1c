import { useResolvedExtensions } from '@openshift/dynamic-plugin-sdk';
import type { CodeRef, Extension } from '@openshift/dynamic-plugin-sdk';
import { useEffect } from 'react';
import { at, isRecord, strings, text } from '../domain/read';

/** What another plugin contributes to a menu. */
export interface ContributedAction {
  id: string;
  label: string;
  disabled: boolean;
  tooltip: string;
  insertBefore: readonly string[];
  insertAfter: readonly string[];
  run(): void;
}

type ActionHook = (scope: unknown) => [actions: unknown, resolved: boolean, error: unknown];

type ActionExtension = Extension<
  'console.action/provider' | 'console.action/resource-provider',
  { contextId?: string; model?: unknown; provider: CodeRef<ActionHook> }
>;

function isActionExtension(extension: Extension): extension is ActionExtension {
  return extension.type === 'console.action/provider' || extension.type === 'console.action/resource-provider';
}

/** The incumbent's context ids: one machine, and an array of machines. */
export const ONE_MACHINE = 'kubevirt.io~v1~VirtualMachine';
export const MACHINES = `${ONE_MACHINE}[]`;

function concerns(extension: { properties: { contextId?: string; model?: unknown } }, contextId: string): boolean {
  const { contextId: own, model } = extension.properties;
  if (own === contextId) return true;
  return contextId === ONE_MACHINE && text(model, 'group') === 'kubevirt.io' && text(model, 'kind') === 'VirtualMachine';
}

/** Hints may be one id or several. */
function hints(action: unknown, name: string): string[] {
  const one = text(action, name);
  return one === '' ? strings(action, name) : [one];
}

function follow(cta: unknown, navigate: (path: string) => void): void {
  if (typeof cta === 'function') return void cta();
  const href = text(cta, 'href');
  if (href === '') return;
  if (at(cta, 'external') === true) window.open(href, '_blank', 'noopener');
  else navigate(href);
}

function readActions(actions: unknown, navigate: (path: string) => void): ContributedAction[] {
  if (!Array.isArray(actions)) return [];
  return actions.filter(isRecord).map((action) => ({
    id: text(action, 'id'),
    label: text(action, 'label') || text(action, 'id'),
    disabled: action.disabled === true,
    tooltip: text(action, 'disabledTooltip') || text(action, 'tooltip'),
    insertBefore: hints(action, 'insertBefore'),
    insertAfter: hints(action, 'insertAfter'),
    run: () => follow(action.cta, navigate),
  }));
}

interface OneProviderProps {
  id: string;
  useActions: ActionHook;
  scope: unknown;
  navigate(path: string): void;
  onActions(provider: string, actions: readonly ContributedAction[]): void;
}

/** A contributed provider is a hook: each runs in a component of its own, so that their number may change. */
const OneProvider = ({ id, useActions, scope, navigate, onActions }: OneProviderProps) => {
  const [actions, resolved] = useActions(scope);
  useEffect(() => {
    if (resolved) onActions(id, readActions(actions, navigate));
  }, [id, actions, resolved, navigate, onActions]);
  return null;
};

/** True when another plugin contributes to this context: only then is it worth reading the full objects. */
export function useHasContributions(contextId: string): boolean {
  const [extensions] = useResolvedExtensions(isActionExtension);
  return extensions.some((extension) => concerns(extension, contextId));
}

interface ContributionsProps {
  contextId: string;
  /** A VirtualMachine, or an array of them. */
  scope: unknown;
  navigate(path: string): void;
  onActions(provider: string, actions: readonly ContributedAction[]): void;
}

/** Runs every provider of a context and reports what each contributes. */
export const Contributions = ({ contextId, ...props }: ContributionsProps) => {
  const [extensions] = useResolvedExtensions(isActionExtension);
  return (
    <>
      {extensions
        .filter((extension) => concerns(extension, contextId))
        .map((extension) => (
          <OneProvider key={extension.uid} id={extension.uid} useActions={extension.properties.provider} {...props} />
        ))}
    </>
  );
};
