import { createHash } from 'node:crypto';
import type { StatusCause } from '../../../contracts/objects';
import type { KindRef } from '../../../contracts/kinds';
import type { AdmissionRequest, KindHooks } from '../definition';
import type { Fields } from '../read';
import { at, items, number, strings, text } from '../read';
import { duplicateValue, invalidValue, notSupported, required } from './causes';
import { defaults, section } from './draft';

const ServiceRef: KindRef = { group: '', version: 'v1', kind: 'Service', plural: 'services', namespaced: true };
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const NODE_PORTS = { first: 30_000, count: 2_768 };

/** A free address of 10.96.0.0/12: where the hash of the uid points, then the next ones. */
function freeAddress({ object, read }: AdmissionRequest): string {
  const taken = new Set(read.list(ServiceRef).map((service) => text(service, 'spec', 'clusterIP')));
  const start = createHash('sha256').update(object.metadata.uid ?? object.metadata.name).digest().readUInt32BE(0);
  for (let step = 0; step < 1 << 20; step += 1) {
    const offset = ((start + step) % ((1 << 20) - 256)) + 16;
    const address = `10.${96 + (offset >> 16)}.${(offset >> 8) & 255}.${offset & 255}`;
    if (!taken.has(address)) return address;
  }
  return '';
}

function freeNodePort({ read }: AdmissionRequest, own: Set<number>): number {
  const taken = new Set(read.list(ServiceRef).flatMap((service) => items(service, 'spec', 'ports').map((port) => number(port, 'nodePort'))));
  for (let port = NODE_PORTS.first; port < NODE_PORTS.first + NODE_PORTS.count; port += 1) {
    if (!taken.has(port) && !own.has(port)) return port;
  }
  return 0;
}

function fillPorts(request: AdmissionRequest, spec: Fields, type: string): void {
  const given = new Set(items(spec, 'ports').map((port) => number(port, 'nodePort')));
  for (const port of items(spec, 'ports')) {
    defaults(port, { protocol: 'TCP', targetPort: port.port });
    if ((type === 'NodePort' || type === 'LoadBalancer') && !port.nodePort) {
      const free = freeNodePort(request, given);
      given.add(free);
      port.nodePort = free;
    }
  }
}

function mutate(request: AdmissionRequest): void {
  const { object, oldObject, operation, subresource } = request;
  if (operation === 'DELETE' || subresource === 'status') return;
  const spec = section(object, 'spec');
  defaults(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  const type = text(spec, 'type');
  fillPorts(request, spec, type);
  if (operation === 'CREATE') object.status = { loadBalancer: {} };
  if (type === 'ExternalName') return;
  defaults(spec, { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  if (type !== 'ClusterIP') defaults(spec, { externalTrafficPolicy: 'Cluster' });
  if (type === 'LoadBalancer') defaults(spec, { allocateLoadBalancerNodePorts: true });
  const before = text(oldObject, 'spec', 'clusterIP');
  if (!spec.clusterIP) spec.clusterIP = before || freeAddress(request);
  defaults(spec, { clusterIPs: [spec.clusterIP] });
}

function portCauses(spec: unknown): StatusCause[] {
  const ports = items(spec, 'ports');
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const field = `spec.ports[${index}]`;
    const out: StatusCause[] = [];
    const name = text(port, 'name');
    if (ports.length > 1 && name === '') out.push(required(`${field}.name`));
    if (name !== '' && seen.has(name)) out.push(duplicateValue(`${field}.name`, name));
    seen.add(name);
    const value = at(port, 'port');
    if (typeof value !== 'number' || value < 1 || value > 65_535) out.push(invalidValue(`${field}.port`, value ?? 0, 'must be between 1 and 65535, inclusive'));
    const protocol = text(port, 'protocol');
    if (!['TCP', 'UDP', 'SCTP'].includes(protocol)) out.push(notSupported(`${field}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']));
    return out;
  });
}

function validate({ object, oldObject, operation }: AdmissionRequest): StatusCause[] {
  if (operation === 'DELETE') return [];
  const type = text(object, 'spec', 'type');
  const out: StatusCause[] = [];
  const isHeadless = text(object, 'spec', 'clusterIP') === 'None';
  if (items(object, 'spec', 'ports').length === 0 && type !== 'ExternalName' && !isHeadless) out.push(required('spec.ports'));
  if (!TYPES.includes(type)) out.push(notSupported('spec.type', type, TYPES));
  if (type === 'ExternalName' && !text(object, 'spec', 'externalName')) out.push(required('spec.externalName'));
  const before = text(oldObject, 'spec', 'clusterIP');
  const [after] = strings(object, 'spec', 'clusterIPs');
  if (before && type !== 'ExternalName' && text(oldObject, 'spec', 'type') !== 'ExternalName' && text(object, 'spec', 'clusterIP') !== before) {
    out.push(invalidValue('spec.clusterIPs[0]', [after ?? ''], 'may not change once set'));
  }
  return [...out, ...portCauses(at(object, 'spec'))];
}

export const serviceHooks: KindHooks = { mutate, validate };
