import { DocumentTitle, NamespaceBar } from '@openshift-console/dynamic-plugin-sdk';
import type { ReactNode } from 'react';

/** The host's project selector, above a page that shows one project or all. */
export const ProjectBar = ({ children }: { children?: ReactNode }) => <NamespaceBar>{children}</NamespaceBar>;

/** The title of the browser tab. */
export const TabTitle = ({ children }: { children: string }) => <DocumentTitle>{children}</DocumentTitle>;
