import { forbidden } from '../../lib/api-error';
import type { AggregatedApi, AggregatedRequest, AggregatedResponse } from '../definition';
import { plain } from './answers';
import { clusterAnswer } from './cluster';
import * as consoles from './consoles';
import { type Call, type Handler, isDryRun, parseBody, type VirtContext } from './context';
import { expandBody, expandSpec } from './expand';
import { fileSystemList, guestOsInfo, userList } from './guest-info';
import { addInstanceVolume, addVolume, removeInstanceVolume, removeVolume } from './hotplug';
import { freeze, pause, reset, softReboot, unfreeze, unpause } from './instance-verbs';
import { memoryDump, removeMemoryDump } from './memory-dump';
import { migrate, restart, start, stop } from './power';
import * as unsupported from './unsupported';

const GROUP = 'subresources.kubevirt.io';

interface Route {
  method: 'GET' | 'PUT';
  handler: Handler;
  /** Named in the discovery document. */
  listed: boolean;
}

const get = (handler: Handler, listed = true): Route => ({ method: 'GET', handler, listed });
const put = (handler: Handler, listed = true): Route => ({ method: 'PUT', handler, listed });

const ROUTES: Record<string, Record<string, Route>> = {
  virtualmachines: {
    start: put(start),
    stop: put(stop),
    restart: put(restart),
    migrate: put(migrate),
    'expand-spec': get(expandSpec),
    objectgraph: get(unsupported.objectGraph),
    'evacuate/cancel': put(unsupported.cancelMachineEvacuation),
    addvolume: put(addVolume, false),
    removevolume: put(removeVolume, false),
    memorydump: put(memoryDump, false),
    removememorydump: put(removeMemoryDump, false),
    portforward: get(consoles.portForwardMachine, false),
  },
  virtualmachineinstances: {
    vnc: get(consoles.vnc),
    'vnc/screenshot': get(consoles.screenshot),
    console: get(consoles.console),
    portforward: get(consoles.portForward),
    pause: put(pause),
    unpause: put(unpause),
    freeze: put(freeze),
    unfreeze: put(unfreeze),
    reset: put(reset),
    softreboot: put(softReboot),
    guestosinfo: get(guestOsInfo),
    userlist: get(userList),
    filesystemlist: get(fileSystemList),
    addvolume: put(addInstanceVolume),
    removevolume: put(removeInstanceVolume),
    objectgraph: get(unsupported.objectGraph),
    'evacuate/cancel': put(unsupported.cancelInstanceEvacuation),
    backup: put(unsupported.blockTracking),
    'redefine-checkpoint': put(unsupported.blockTracking),
    'sev/fetchcertchain': get(unsupported.attestationText),
    'sev/querylaunchmeasurement': get(unsupported.attestationText),
    'sev/setupsession': put(unsupported.setupSession),
    'sev/injectlaunchsecret': put(unsupported.injectSecret),
    usbredir: get(consoles.usbRedirection, false),
    vsock: get(consoles.vsock, false),
  },
};

/** Names in the path after the object: `portforward/80/tcp` is the subresource `portforward` with two more words. */
function split(subresource: string): { name: string; rest: string[] } {
  if (!subresource.startsWith('portforward/')) return { name: subresource, rest: [] };
  const [name = '', ...rest] = subresource.split('/');
  return { name, rest };
}

function authorize(request: AggregatedRequest, resource: string, subresource: string | undefined): void {
  const { namespace, name, user, method } = request;
  const verb = method === 'PUT' ? 'update' : 'get';
  const attributes = {
    verb,
    group: GROUP,
    resource,
    ...(subresource ? { subresource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  };
  if (request.allowed(attributes).allowed) return;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace ? ` in the namespace "${namespace}"` : ' at the cluster scope';
  const subject = name ? `${resource}.${GROUP} "${name}"` : `${resource}.${GROUP}`;
  const message = `${subject} is forbidden: User "${user.username}" cannot ${verb} resource "${what}" in API group "${GROUP}"${where}`;
  throw forbidden(message, { ...(name ? { name } : {}), group: GROUP, kind: resource });
}

/** Verbs whose answer has no body refuse a client that takes JSON only; client-go lists any type beside it. */
function acceptsEmpty({ headers }: AggregatedRequest): boolean {
  const accept = headers.accept;
  return accept === undefined || accept.includes('*/*');
}

const EXPAND = 'expand-vm-spec';

function expandNamespaced(context: VirtContext, request: AggregatedRequest, namespace: string): AggregatedResponse {
  if (request.method !== 'PUT') return plain(405, '405: Method Not Allowed', { Allow: 'PUT' });
  authorize(request, EXPAND, undefined);
  return expandBody(context, namespace, parseBody(request));
}

async function serve(context: VirtContext, request: AggregatedRequest): Promise<AggregatedResponse> {
  const { resource = '', name, namespace, subresource, method } = request;
  if (!namespace) {
    const answer = clusterAnswer(resource);
    if (answer) authorize(request, resource, undefined);
    // virt-api cannot make out what right such a path would need.
    return answer ?? plain(401, `unknown api endpoint: /apis/${GROUP}/${request.version}/${resource}`);
  }
  if (resource === EXPAND && name === undefined) return expandNamespaced(context, request, namespace);
  const words = split(subresource ?? '');
  const route = name === undefined ? undefined : ROUTES[resource]?.[words.name];
  if (!route) return plain(404, '404: Page Not Found');
  if (route.method !== method) return plain(405, '405: Method Not Allowed', { Allow: route.method });
  if (method === 'PUT' && !acceptsEmpty(request)) return plain(406, '406: Not Acceptable');
  authorize(request, resource, words.name);
  const options = method === 'PUT' ? parseBody(request) : {};
  const call: Call = { context, namespace, name: name ?? '', rest: words.rest, query: request.query, options, dryRun: isDryRun(request, options) };
  return route.handler(call);
}

function listed(): AggregatedApi['resources'] {
  const names = Object.entries(ROUTES).flatMap(([resource, routes]) =>
    Object.entries(routes)
      .filter(([, route]) => route.listed)
      .map(([name]) => `${resource}/${name}`),
  );
  return [EXPAND, ...names].map((name) => ({ name, namespaced: true, kind: '', verbs: [] }));
}

/** KubeVirt's aggregated API: power, consoles, guest information, hot-plug. */
export function createVirtSubresources(context: VirtContext): AggregatedApi {
  return {
    group: GROUP,
    versions: ['v1', 'v1alpha3'],
    resources: listed(),
    handle: (request) => serve(context, request),
  };
}
