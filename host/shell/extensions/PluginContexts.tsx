import { useResolvedExtensions } from '@openshift/dynamic-plugin-sdk';
import type { ContextProvider } from '@openshift-console/dynamic-plugin-sdk';
import { isContextProvider } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/context-providers';
import type { PropsWithChildren, Provider } from 'react';

interface OneContextProps {
  provider: Provider<unknown>;
  useValueHook: () => unknown;
}

const OneContext = ({ provider: ContextOf, useValueHook, children }: PropsWithChildren<OneContextProps>) => (
  <ContextOf value={useValueHook()}>{children}</ContextOf>
);

/** Wraps the shell in the context providers of plugins, the first one outermost. */
export const PluginContexts = ({ children }: PropsWithChildren) => {
  const [extensions] = useResolvedExtensions<ContextProvider>(isContextProvider);
  return extensions.reduceRight(
    (inner, { uid, properties }) => (
      <OneContext key={uid} provider={properties.provider} useValueHook={properties.useValueHook}>
        {inner}
      </OneContext>
    ),
    <>{children}</>,
  );
};
