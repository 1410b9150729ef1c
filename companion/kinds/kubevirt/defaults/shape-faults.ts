import type { StatusCause } from '../../../../contracts/objects';
import { at, isFields, items } from '../../read';
import { parseQuantity as tryQuantity } from '../../../../contracts/quantity';
import { QUANTITY_PATTERN } from '../quantity';

/** KubeVirt's mutators look at the shape before the API server does: their causes have neither reason nor field. */
const missing = (path: string): StatusCause => ({ message: `${path} in body is required` });

const typeName = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

function mustBe(type: 'integer' | 'boolean', value: unknown, path: string): StatusCause[] {
  if (value === undefined || value === null) return [];
  const fits = type === 'integer' ? typeof value === 'number' && Number.isInteger(value) : typeof value === 'boolean';
  return fits ? [] : [{ message: `${path} in body must be of type ${type}: "${typeName(value)}"` }];
}

const SOURCE_NEEDS = [['containerDisk', 'image'], ['emptyDisk', 'capacity'], ['persistentVolumeClaim', 'claimName']] as const;
const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];

/** The wrong types and missing members that people make, below the spec of an instance. */
export function specShapeFaults(spec: unknown, path: string): StatusCause[] {
  if (!isFields(spec)) return [];
  const domain = spec.domain;
  if (!isFields(domain)) return [missing(`${path}.domain`)];
  if (!isFields(domain.devices)) return [missing(`${path}.domain.devices`)];
  const faults: StatusCause[] = [];
  for (const member of ['cores', 'sockets', 'threads', 'maxSockets']) faults.push(...mustBe('integer', at(domain, 'cpu', member), `${path}.domain.cpu.${member}`));
  for (const disk of items(domain, 'devices', 'disks')) {
    faults.push(...mustBe('integer', disk.bootOrder, `${path}.domain.devices.disks.bootOrder`));
    if (disk.name === undefined) faults.push(missing(`${path}.domain.devices.disks.name`));
  }
  if (items(domain, 'devices', 'interfaces').some((card) => card.name === undefined)) faults.push(missing(`${path}.domain.devices.interfaces.name`));
  if (items(spec, 'networks').some((network) => network.name === undefined)) faults.push(missing(`${path}.networks.name`));
  for (const volume of items(spec, 'volumes')) {
    if (volume.name === undefined) faults.push(missing(`${path}.volumes.name`));
    for (const [source, member] of SOURCE_NEEDS) {
      if (isFields(volume[source]) && at(volume, source, member) === undefined) faults.push(missing(`${path}.volumes.${source}.${member}`));
    }
  }
  if (spec.dnsPolicy !== undefined && !DNS_POLICIES.includes(String(spec.dnsPolicy))) {
    faults.push({ message: `${path}.dnsPolicy in body should be one of [${DNS_POLICIES.join(' ')}]` });
  }
  return faults;
}

/** The same for a VirtualMachine. */
export function shapeFaults(object: unknown): StatusCause[] {
  if (!isFields(at(object, 'spec'))) return [missing('spec')];
  const template = at(object, 'spec', 'template');
  if (template === undefined || template === null) return [missing('spec.template')];
  return specShapeFaults(at(template, 'spec'), 'spec.template.spec');
}

/** The first quantity of a spec that does not parse: Go's decoder stops there with a plain error. */
export function decodingFault(spec: unknown, type: string, path: string): string | undefined {
  const domain = at(spec, 'domain');
  for (const member of ['cores', 'sockets', 'threads', 'maxSockets']) {
    const value = at(domain, 'cpu', member);
    if (typeof value === 'number' && value < 0) return `json: cannot unmarshal number ${value} into Go struct field ${type}.${path}.domain.cpu.${member} of type uint32`;
  }
  const places = [at(domain, 'resources', 'requests'), at(domain, 'resources', 'limits'), { guest: at(domain, 'memory', 'guest'), maxGuest: at(domain, 'memory', 'maxGuest') }];
  const quantities = places.flatMap((place) => (isFields(place) ? Object.values(place) : []));
  const bad = quantities.some((value) => typeof value === 'string' && tryQuantity(value) === undefined);
  return bad ? `quantities must match the regular expression '${QUANTITY_PATTERN}'` : undefined;
}
