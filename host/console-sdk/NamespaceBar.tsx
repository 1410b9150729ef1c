import type { NamespaceBarProps } from '@openshift-console/dynamic-plugin-sdk';
import { useEffect, useRef } from 'react';
import { useActiveNamespace } from './active-namespace';

/** The project selector of this host is in its masthead; the bar tells of changes and holds what a page puts into it. */
export const NamespaceBar = ({ onNamespaceChange, children }: NamespaceBarProps) => {
  const [namespace] = useActiveNamespace();
  const last = useRef(namespace);
  useEffect(() => {
    if (last.current === namespace) return;
    last.current = namespace;
    onNamespaceChange?.(namespace);
  }, [namespace, onNamespaceChange]);
  return children ? <div>{children}</div> : null;
};
