import type { StatusCause } from '../../../../contracts/objects';
import { type Fields, isFields, items, text } from '../../read';
import { duplicate, invalid, required, when } from './causes';
import { bindingCauses, interfaceCauses } from './interfaces';

const isPod = (network: Fields) => isFields(network.pod);
const isDefaultMultus = (network: Fields) => isFields(network.multus) && network.multus.default === true;

function networkTypes(networks: Fields[], T: string): StatusCause[] {
  return networks.flatMap((network, index) => {
    const field = `${T}.networks[${index}]`;
    const types = [isPod(network), isFields(network.multus)].filter(Boolean).length;
    if (types === 0) return [required(field, 'should have a network type')];
    if (types > 1) return [required(field, 'should have only one network type')];
    const unnamed = isFields(network.multus) && !text(network, 'multus', 'networkName');
    return when(unnamed, () => required(field, 'CNI delegating plugin must have a networkName'));
  });
}

function networkNames(networks: Fields[], interfaces: Fields[], T: string): StatusCause[] {
  return networks.flatMap((network, index) => {
    const name = text(network, 'name');
    const field = `${T}.networks[${index}].name`;
    const first = networks.findIndex((each) => each.name === network.name);
    return [
      ...when(first < index, () => duplicate(field, `Network with name "${name}" already exists, every network must have a unique name`)),
      ...when(!interfaces.some((each) => each.name === name), () => required(field, `${field} '${name}' not found.`)),
    ];
  });
}

function podNetworks(networks: Fields[], T: string): StatusCause[] {
  const pods = networks.filter(isPod).length;
  const defaults = networks.filter(isDefaultMultus).length;
  return [
    ...when(pods > 1, () => duplicate(`${T}.interfaces`, `more than one interface is connected to a pod network in ${T}.interfaces`)),
    ...when(defaults > 1, () => invalid(`${T}.networks`, 'Multus CNI should only have one default network')),
    ...when(pods > 0 && defaults > 0, () => invalid(`${T}.networks`, 'Pod network cannot be defined when Multus default network is defined')),
  ];
}

function pairs(networks: Fields[], interfaces: Fields[], T: string): StatusCause[] {
  return interfaces.flatMap((card, index) => {
    const name = text(card, 'name');
    const field = `${T}.domain.devices.interfaces[${index}].name`;
    const first = interfaces.findIndex((each) => each.name === card.name);
    if (first < index) return [duplicate(field, 'Only one interface can be connected to one specific network')];
    return when(!networks.some((each) => each.name === name), () => invalid(field, `${field} '${name}' not found.`));
  });
}

/** `spec.networks` and `spec.domain.devices.interfaces`. */
export function networkCauses(spec: Fields, T: string): StatusCause[] {
  const networks = items(spec, 'networks');
  const interfaces = items(spec, 'domain', 'devices', 'interfaces');
  return [
    ...bindingCauses(interfaces, networks, T),
    ...networkTypes(networks, T),
    ...networkNames(networks, interfaces, T),
    ...podNetworks(networks, T),
    ...pairs(networks, interfaces, T),
    ...interfaceCauses(interfaces, networks, T),
  ];
}
