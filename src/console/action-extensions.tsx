import { useExtensions } from '@openshift/dynamic-plugin-sdk';
import type { CodeRef, Extension } from '@openshift/dynamic-plugin-sdk';
import { Component, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { text } from '../domain/read';
import { readActions } from './contributed-action';
import type { Contribution } from './contributed-action';

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

interface ProviderProps {
  id: string;
  /** A VirtualMachine, or an array of them. */
  scope: unknown;
  navigate(path: string): void;
  onContribution(provider: string, contribution: Contribution): void;
}

/** A contributed provider is a hook: each runs in a component of its own, so that their number may change. */
const RunHook = ({ id, useActions, scope, navigate, onContribution }: ProviderProps & { useActions: ActionHook }) => {
  const [actions, resolved] = useActions(scope);
  useEffect(() => {
    if (resolved) onContribution(id, { actions: readActions(actions, navigate) });
  }, [id, actions, resolved, navigate, onContribution]);
  return null;
};

interface GuardProps {
  onFailure(failure: string): void;
  children: ReactNode;
}

/** A provider that throws takes nothing down but itself. */
class Guard extends Component<GuardProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(thrown: unknown): void {
    this.props.onFailure(wordsOf(thrown));
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Loads one provider and runs it. Each waits for itself alone: the SDK's `useResolvedExtensions` would give none before
 * the slowest has loaded.
 */
const OneProvider = ({ plugin, load, ...props }: ProviderProps & { plugin: string; load: CodeRef<ActionHook> }) => {
  const { id, onContribution } = props;
  const [loaded, setLoaded] = useState<{ hook: ActionHook }>();
  useEffect(() => {
    let gone = false;
    const fail = (thrown: unknown) => gone || onContribution(id, { plugin, failure: wordsOf(thrown) });
    load().then((hook) => (typeof hook === 'function' ? gone || setLoaded({ hook }) : fail('its provider is no function')), fail);
    return () => void (gone = true);
  }, [id, plugin, load, onContribution]);
  if (!loaded) return null;
  return (
    <Guard onFailure={(failure) => onContribution(id, { plugin, failure })}>
      <RunHook {...props} useActions={loaded.hook} />
    </Guard>
  );
};

/** True when another plugin contributes to this context: only then is it worth reading the full objects. */
export function useHasContributions(contextId: string): boolean {
  return useExtensions(isActionExtension).some((extension) => concerns(extension, contextId));
}

/** Runs every provider of a context and reports what each contributes. */
export const Contributions = ({ contextId, ...props }: Omit<ProviderProps, 'id'> & { contextId: string }) => {
  const extensions = useExtensions(isActionExtension);
  return (
    <>
      {extensions
        .filter((extension) => concerns(extension, contextId))
        .map(({ uid, pluginName, properties }) => (
          <OneProvider key={uid} id={uid} plugin={pluginName} load={properties.provider} {...props} />
        ))}
    </>
  );
};
