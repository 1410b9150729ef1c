import type * as Console from '@openshift-console/dynamic-plugin-sdk';
import { useActiveNamespace } from './active-namespace';
import { consoleFetch, consoleFetchJSON, consoleFetchText } from './console-fetch';
import { DocumentTitle } from './DocumentTitle';
import { useFlag } from './flags';
import { HttpError } from './http-error';
import { ListPageHeader } from './ListPageHeader';
import { NamespaceBar } from './NamespaceBar';
import { ResourceIcon } from './ResourceIcon';
import { ResourceLink } from './ResourceLink';
import { useUserPreference } from './user-preference';

/**
 * The SDK's own types of its exports. Its HttpError has protected parts, which no other class can have; what counts is what
 * can be read from one.
 */
type SdkExports = Omit<typeof Console, 'HttpError'> & {
  HttpError: new (
    ...args: ConstructorParameters<typeof Console.HttpError>
  ) => Pick<Console.HttpError, 'name' | 'message' | 'code' | 'response' | 'json'>;
};

/** What this host offers under `@openshift-console/dynamic-plugin-sdk`; the SDK's own types hold it in line. */
export const consoleSdk = {
  consoleFetch,
  consoleFetchJSON,
  consoleFetchText,
  DocumentTitle,
  HttpError,
  ListPageHeader,
  NamespaceBar,
  ResourceIcon,
  ResourceLink,
  useActiveNamespace,
  useFlag,
  useUserPreference,
} satisfies Partial<SdkExports>;
