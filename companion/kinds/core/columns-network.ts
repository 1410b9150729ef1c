import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { at, entries, isFields, items, strings, text } from '../read';
import { CORE_AGE } from './columns';

/** `a=b,c=d`, or `<none>`. */
export function selectorText(value: unknown, ...path: string[]): string {
  const pairs = entries(value, ...path).map(([key, wanted]) => `${key}=${String(wanted)}`);
  return pairs.sort().join(',') || '<none>';
}

function externalAddress(object: UnknownObject): string {
  const type = text(object, 'spec', 'type');
  if (type === 'ExternalName') return text(object, 'spec', 'externalName');
  const extra = strings(object, 'spec', 'externalIPs');
  if (type === 'LoadBalancer') {
    const given = items(object, 'status', 'loadBalancer', 'ingress').map((entry) => text(entry, 'ip') || text(entry, 'hostname'));
    return [...given, ...extra].join(',') || '<pending>';
  }
  return extra.join(',') || '<none>';
}

function servicePorts(object: UnknownObject): string {
  const words = items(object, 'spec', 'ports').map((port) => {
    const node = typeof port.nodePort === 'number' && port.nodePort > 0 ? `:${port.nodePort}` : '';
    return `${String(port.port)}${node}/${text(port, 'protocol')}`;
  });
  return words.join(',') || '<none>';
}

export const serviceColumns: ColumnRow[] = [
  ['Type', 'string', (object) => text(object, 'spec', 'type')],
  ['Cluster-IP', 'string', (object) => text(object, 'spec', 'clusterIP') || '<none>'],
  ['External-IP', 'string', externalAddress],
  ['Port(s)', 'string', servicePorts],
  CORE_AGE,
  ['Selector', 'string', (object) => selectorText(object, 'spec', 'selector'), 1],
];

const ingressHosts = (object: UnknownObject) =>
  items(object, 'spec', 'rules').map((rule) => text(rule, 'host')).filter(Boolean).join(',') || '*';

export const ingressColumns: ColumnRow[] = [
  ['Class', 'string', (object) => text(object, 'spec', 'ingressClassName') || '<none>'],
  ['Hosts', 'string', ingressHosts],
  ['Address', 'string', (object) => items(object, 'status', 'loadBalancer', 'ingress').map((entry) => text(entry, 'ip') || text(entry, 'hostname')).join(',')],
  ['Ports', 'string', (object) => (items(object, 'spec', 'tls').length > 0 ? '80, 443' : '80')],
  CORE_AGE,
];

export const networkPolicyColumns: ColumnRow[] = [
  ['Pod-Selector', 'string', (object) => selectorText(object, 'spec', 'podSelector', 'matchLabels')],
  CORE_AGE,
];

const isDefaultClass = ({ metadata }: UnknownObject) =>
  ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'].some((name) => metadata.annotations?.[name] === 'true');

export const storageClassColumns: ColumnRow[] = [
  ['Name', 'string', (object) => object.metadata.name + (isDefaultClass(object) ? ' (default)' : '')],
  ['Provisioner', 'string', (object) => text(object, 'provisioner')],
  ['ReclaimPolicy', 'string', (object) => text(object, 'reclaimPolicy') || 'Delete'],
  ['VolumeBindingMode', 'string', (object) => text(object, 'volumeBindingMode') || 'Immediate'],
  ['AllowVolumeExpansion', 'string', (object) => at(object, 'allowVolumeExpansion') === true],
  CORE_AGE,
];

function classParameters(object: UnknownObject): string {
  const parameters = at(object, 'spec', 'parameters');
  if (!isFields(parameters)) return '<none>';
  const group = text(parameters, 'apiGroup');
  return `${text(parameters, 'kind')}${group ? `.${group}` : ''}/${text(parameters, 'name')}`;
}

export const ingressClassColumns: ColumnRow[] = [
  ['Controller', 'string', (object) => text(object, 'spec', 'controller')],
  ['Parameters', 'string', classParameters],
  CORE_AGE,
];

const few = (words: string[]) => words.slice(0, 3).join(',') + (words.length > 3 ? ` + ${words.length - 3} more...` : '');

function slicePorts(object: UnknownObject): string {
  const ports = items(object, 'ports').map((port) => (typeof port.port === 'number' ? String(port.port) : '*'));
  return few(ports) || '<unset>';
}

const sliceAddresses = (object: UnknownObject) => few(items(object, 'endpoints').flatMap((endpoint) => strings(endpoint, 'addresses'))) || '<unset>';

export const endpointSliceColumns: ColumnRow[] = [
  ['AddressType', 'string', (object) => text(object, 'addressType')],
  ['Ports', 'string', slicePorts],
  ['Endpoints', 'string', sliceAddresses],
  CORE_AGE,
];

export const serviceRangeColumns: ColumnRow[] = [['CIDRs', 'string', (object) => strings(object, 'spec', 'cidrs').join(',')], CORE_AGE];

function addressOwner(object: UnknownObject): string {
  const parent = at(object, 'spec', 'parentRef');
  const resource = [text(parent, 'resource'), text(parent, 'group')].filter(Boolean).join('.');
  return isFields(parent) ? [resource, text(parent, 'namespace'), text(parent, 'name')].filter(Boolean).join('/') : '';
}

export const addressColumns: ColumnRow[] = [['ParentRef', 'string', addressOwner], CORE_AGE];
