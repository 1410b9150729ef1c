import type { DocumentTitleProps } from '@openshift-console/dynamic-plugin-sdk';
import { useEffect } from 'react';

/** Names the page in the browser's tab. */
export const DocumentTitle = ({ children }: DocumentTitleProps) => {
  useEffect(() => {
    const before = document.title;
    document.title = `${children} · ${window.SERVER_FLAGS?.customProductName ?? ''}`;
    return () => {
      document.title = before;
    };
  }, [children]);
  return null;
};
