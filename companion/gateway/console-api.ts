import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../kinds/definition';
import type { ObjectClient } from '../store/client';
import { sendJson } from './backend';
import { PLUGIN_NAME, type Extra } from './page-server';
import { serveUserSettings } from './user-settings';

/** The console's own small paths. Without a local cluster there is nowhere to keep settings, and clients fall back to the browser. */
export function consoleApi(local?: { client: ObjectClient; userOf(req: IncomingMessage): Identity }): Extra {
  return async (req: IncomingMessage, res: ServerResponse, url: URL) => {
    if (url.pathname === '/api/check-updates') sendJson(res, 200, { consoleCommit: '', plugins: [PLUGIN_NAME] });
    else if (url.pathname === '/api/console/version') sendJson(res, 200, { version: 'virtdeck' });
    else if (url.pathname === '/api/console/monitoring-dashboard-config') sendJson(res, 200, []);
    else if (url.pathname === '/api/console/user-settings' && local) await serveUserSettings(req, res, local.client, local.userOf(req));
    else return false;
    return true;
  };
}
