import type { StatusCause } from '../../../../contracts/objects';
import { at, type Fields, items, text } from '../../read';
import { parseQuantity as tryQuantity } from '../../../../contracts/quantity';
import { parseQuantity, QUANTITY_PATTERN } from '../quantity';
import { invalid, notSupported, when } from './causes';

const MEBI = 2 ** 20;
const GIBI = 2 ** 30;

const has = (domain: Fields, ...path: string[]) => at(domain, ...path) !== undefined;

function memoryRequest(domain: Fields, D: string): StatusCause[] {
  const field = `${D}.resources.requests.memory`;
  const [wanted, limit] = [text(domain, 'resources', 'requests', 'memory'), text(domain, 'resources', 'limits', 'memory')];
  const causes: StatusCause[] = [];
  for (const [part, value] of [['requests', wanted], ['limits', limit]]) {
    if (value && parseQuantity(value) < 0) causes.push(invalid(`${D}.resources.${part}.memory`, `${D}.resources.${part}.memory '${value}': must be greater than or equal to 0.`));
  }
  const bytes = parseQuantity(wanted);
  if (wanted && bytes > 0 && bytes < 1e6) causes.push(invalid(field, `${field} '${wanted}': must be greater than or equal to 1M.`));
  if (wanted && limit && parseQuantity(limit) > 0 && bytes > parseQuantity(limit)) {
    causes.push(invalid(field, `${field} '${wanted}' is greater than ${D}.resources.limits.memory '${limit}'`));
  }
  const dedicated = at(domain, 'cpu', 'dedicatedCpuPlacement') === true;
  if (dedicated && wanted && limit && bytes < parseQuantity(limit)) causes.push(invalid(field, `${field} must be equal to ${D}.resources.limits.memory`));
  return causes;
}

function cpuRequest(domain: Fields, D: string): StatusCause[] {
  const field = `${D}.resources.requests.cpu`;
  const [wanted, limit] = [text(domain, 'resources', 'requests', 'cpu'), text(domain, 'resources', 'limits', 'cpu')];
  const negative = (part: string, value: string) =>
    when(parseQuantity(value) < 0, () => invalid(`${D}.resources.${part}.cpu`, `${D}.resources.${part}.cpu '${value}': must be greater than or equal to 0.`));
  const greater = wanted !== '' && limit !== '' && parseQuantity(limit) > 0 && parseQuantity(wanted) > parseQuantity(limit);
  return [...negative('requests', wanted), ...negative('limits', limit), ...when(greater, () => invalid(field, `${field} '${wanted}' is greater than ${D}.resources.limits.cpu '${limit}'`))];
}

function hugePages(domain: Fields, D: string): StatusCause[] {
  const page = text(domain, 'memory', 'hugepages', 'pageSize');
  if (!page) return [];
  const pageField = `${D}.memory.hugepages.pageSize`;
  const size = tryQuantity(page);
  if (size === undefined) return [invalid(pageField, `${pageField} '${page}': quantities must match the regular expression '${QUANTITY_PATTERN}'`)];
  const wanted = text(domain, 'resources', 'requests', 'memory');
  const bytes = parseQuantity(wanted) || parseQuantity(text(domain, 'memory', 'guest'));
  if (bytes === 0) return [];
  const field = `${D}.resources.requests.memory`;
  const words = `${field} '${wanted || '0'}'`;
  if (bytes < size) return [invalid(field, `${words} must be equal to or larger than page size ${pageField} '${page}'`)];
  return when(bytes % size !== 0, () => invalid(field, `${words} is not a multiple of the page size ${pageField} '${page}'`));
}

/** Memory that is meant to grow: only checked where `maxGuest` says so. */
function memoryHotplug(domain: Fields, D: string): StatusCause[] {
  if (!has(domain, 'memory', 'maxGuest') || !has(domain, 'memory', 'guest')) return [];
  const [guest, most] = [parseQuantity(text(domain, 'memory', 'guest')), parseQuantity(text(domain, 'memory', 'maxGuest'))];
  const field = `${D}.memory.guest`;
  if (guest > most) return [invalid(field, 'Guest memory is greater than the configured maxGuest memory')];
  if (guest < GIBI) return [invalid(field, 'Memory hotplug is only available for VMs with at least 1Gi of guest memory')];
  return when(guest % (2 * MEBI) !== 0, () => invalid(field, 'Guest memory must be 2Mi aligned'));
}

const FEATURE_POLICIES = ['', 'force', 'require', 'optional', 'disable', 'forbid'];

function cpu(domain: Fields, D: string): StatusCause[] {
  const isolated = at(domain, 'cpu', 'isolateEmulatorThread') === true && at(domain, 'cpu', 'dedicatedCpuPlacement') !== true;
  const features = items(domain, 'cpu', 'features').flatMap((feature, index) => {
    const policy = text(feature, 'policy');
    const words = `CPU feature ${text(feature, 'name')} uses policy ${policy} that is not supported.`;
    return when(!FEATURE_POLICIES.includes(policy), () => notSupported(`${D}.cpu.features[${index}].policy`, words));
  });
  const words = 'IsolateEmulatorThread should be only set in combination with DedicatedCPUPlacement';
  return [...when(isolated, () => invalid(`${D}.cpu.isolateEmulatorThread`, words)), ...features];
}

/** More sockets than may ever be plugged. */
export function maxSockets(domain: unknown, D: string): StatusCause[] {
  const [sockets, most] = [at(domain, 'cpu', 'sockets'), at(domain, 'cpu', 'maxSockets')];
  const above = typeof sockets === 'number' && typeof most === 'number' && most > 0 && sockets > most;
  return when(above, () => invalid(`${D}.cpu.sockets`, 'Number of sockets in CPU topology is greater than the maximum sockets allowed'));
}

const MACHINES: Record<string, readonly string[]> = { amd64: ['q35', 'pc-q35'], arm64: ['virt'], s390x: ['s390-ccw-virtio'] };

function machineType(spec: Fields, domain: Fields, D: string): StatusCause[] {
  const type = text(domain, 'machine', 'type');
  const allowed = MACHINES[text(spec, 'architecture') || 'amd64'];
  if (!type || !allowed || allowed.some((prefix) => type.startsWith(prefix))) return [];
  return [invalid(`${D}.machine.type`, `${D}.machine.type is not supported: ${type} (allowed values: [${allowed.map((prefix) => `${prefix}*`).join(' ')}])`)];
}

/** Memory, CPU and machine type. */
export function resourceCauses(spec: Fields, T: string): StatusCause[] {
  const domain = spec.domain as Fields;
  const D = `${T}.domain`;
  return [
    ...memoryRequest(domain, D),
    ...hugePages(domain, D),
    ...memoryHotplug(domain, D),
    ...cpuRequest(domain, D),
    ...cpu(domain, D),
    ...maxSockets(domain, D),
    ...machineType(spec, domain, D),
  ];
}
