import { lazy, Suspense } from 'react';
import type { ComponentType } from 'react';
import { useLocation } from 'react-router';
import { ErrorBoundary } from '../ErrorBoundary';
import { Loading } from '../Loading';

const pages = new Map<string, unknown>();

/** The component behind a code reference, loaded when it is first shown and once per extension. */
function pageOf<P extends object>(uid: string, load: () => Promise<ComponentType<P>>): ComponentType<P> {
  // An extension has one component, so its uid also settles the type of the component's properties.
  const known = pages.get(uid) as ComponentType<P> | undefined;
  if (known) return known;
  const page = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>;
  pages.set(uid, page);
  return page;
}

interface PluginPageProps<P extends object> {
  uid: string;
  load: () => Promise<ComponentType<P>>;
  pageProps: P;
}

/** A page of a plugin; an error in it stays on it, and going elsewhere clears it. */
export const PluginPage = <P extends object>({ uid, load, pageProps }: PluginPageProps<P>) => {
  const { pathname } = useLocation();
  const Page = pageOf(uid, load);
  return (
    <ErrorBoundary resetKey={pathname}>
      <Suspense fallback={<Loading />}>
        <Page {...pageProps} />
      </Suspense>
    </ErrorBoundary>
  );
};
