import { Route, Routes } from 'react-router';
import type { ServerFlags } from '../loader/server-flags';
import { Frame } from './Frame';
import { PluginPage } from './routes/PluginPage';
import { useStandaloneRoutes } from './routes/page-routes';

interface ShellProps {
  flags: ServerFlags;
}

/** Standalone pages have the window to themselves; all others come into the frame of masthead and sidebar. */
export const Shell = ({ flags }: ShellProps) => {
  const standalone = useStandaloneRoutes();
  return (
    <Routes>
      {standalone.map(({ path, uid, load }) => (
        <Route key={`${uid} ${path}`} path={path} element={<PluginPage key={uid} uid={uid} load={load} pageProps={{}} />} />
      ))}
      <Route path="*" element={<Frame flags={flags} />} />
    </Routes>
  );
};
