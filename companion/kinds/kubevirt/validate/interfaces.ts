import { isIPv4 } from 'node:net';
import type { StatusCause } from '../../../../contracts/objects';
import { at, type Fields, isFields, items, strings, text } from '../../read';
import { duplicate, invalid, notSupported, PCI_ADDRESS, required, when } from './causes';

const MODELS = ['', 'e1000', 'e1000e', 'igb', 'ne2k_pci', 'pcnet', 'rtl8139', 'virtio'];
const BINDINGS = ['bridge', 'masquerade', 'sriov', 'binding', 'passtBinding'];
const GONE: Record<string, string> = {
  slirp: 'Slirp interface support has been discontinued since v1.3',
  macvtap: 'Macvtap network binding has been discontinued since v1.3',
  passt: 'Passt network binding has been discontinued since v1.3',
};
const STATES = ['', 'up', 'down', 'absent'];
const RESERVED_MAC = '02:00:00:00:00:00';

const isSet = (value: unknown) => value !== undefined && value !== null;

/** Six octets with colons or dashes, or three groups with dots. */
function isMac(value: string): boolean {
  return /^([\da-f]{2}:){5}[\da-f]{2}$|^([\da-f]{2}-){5}[\da-f]{2}$|^([\da-f]{4}\.){2}[\da-f]{4}$/i.test(value);
}

/** How interfaces are bound to their networks: checked before the networks themselves. */
export function bindingCauses(interfaces: Fields[], networks: Fields[], T: string): StatusCause[] {
  const byName = new Map(networks.map((network) => [network.name, network]));
  return interfaces.flatMap((card, index) => {
    const place = `${T}.domain.devices.interfaces[${index}]`;
    const gone = Object.keys(GONE).find((binding) => isSet(card[binding]));
    if (gone) return [invalid(`spec.domain.devices.interfaces[${index}].${gone}`, GONE[gone] ?? '')];
    const count = BINDINGS.filter((binding) => isSet(card[binding])).length;
    if (count !== 1) return [invalid(place, `logical ${text(card, 'name')} interface must have exactly one binding method or binding plugin`)];
    const onPod = isFields(byName.get(card.name)?.pod);
    return when(isSet(card.masquerade) && !onPod, () => invalid(`${place}.name`, 'Masquerade interface only implemented with pod network'));
  });
}

function identity(card: Fields, place: string): StatusCause[] {
  const [name, model, mac, pci] = [text(card, 'name'), text(card, 'model'), text(card, 'macAddress'), text(card, 'pciAddress')];
  return [
    ...when(!/^[A-Za-z0-9_-]*$/.test(name), () =>
      invalid(`${place}.name`, 'Network interface name can only contain alphabetical characters, numbers, dashes (-) or underscores (_)'),
    ),
    ...when(!MODELS.includes(model), () => notSupported(`${place}.model`, `interface ${place}.name uses model ${model} that is not supported.`)),
    ...when(mac !== '' && !isMac(mac), () => invalid(`${place}.macAddress`, `interface ${place}.name has malformed MAC address (${mac}).`)),
    ...when(mac === RESERVED_MAC, () => invalid(`${place}.macAddress`, 'The requested MAC address is reserved for the in-pod bridge. Please choose another one.')),
    ...when(pci !== '' && !PCI_ADDRESS.test(pci), () => invalid(`${place}.pciAddress`, `interface ${place}.name has malformed PCI address (${pci}).`)),
  ];
}

function ports(card: Fields, place: string): StatusCause[] {
  const list = items(card, 'ports');
  return list.flatMap((each, index) => {
    const here = `${place}.ports[${index}]`;
    const [port, name, protocol] = [typeof each.port === 'number' ? each.port : 0, text(each, 'name'), text(each, 'protocol')];
    const twice = name !== '' && list.findIndex((other) => other.name === name) < index;
    const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 15;
    return [
      ...when(port === 0, () => required(`${here}.port`, 'Port field is mandatory.')),
      ...when(port < 0 || port > 65535, () => invalid(`${here}.port`, 'Port field must be in range 0 < x < 65536.')),
      ...when(!['', 'TCP', 'UDP'].includes(protocol), () => invalid(`${here}.protocol`, 'Unknown protocol, only TCP or UDP allowed')),
      ...when(twice, () => duplicate(`${here}.name`, `Duplicate name of the port: ${name}`)),
      ...when(name !== '' && !label, () => invalid(`${here}.name`, `Invalid name of the port: ${name}`)),
    ];
  });
}

function state(card: Fields, place: string, onPod: boolean): StatusCause[] {
  const value = text(card, 'state');
  const name = text(card, 'name');
  const field = `${place}.state`;
  if (!STATES.includes(value)) return [invalid(field, `logical ${name} interface state value is unsupported: ${value}`)];
  if (value === 'down') return when(isSet(card.sriov), () => invalid(field, `"${name}" interface's state "down" is not supported for SR-IOV NICs`));
  if (value !== 'absent') return [];
  return [
    ...when(!isSet(card.bridge), () => invalid(field, `"${name}" interface's state "absent" is supported only for bridge binding`)),
    ...when(onPod, () => invalid(field, `"${name}" interface's state "absent" is not supported on default networks`)),
  ];
}

function dhcp(card: Fields, place: string, T: string): StatusCause[] {
  const bad = strings(card, 'dhcpOptions', 'ntpServers').flatMap((server, index) =>
    when(!isIPv4(server), () => invalid(`${place}.dhcpOptions.ntpServers[${index}]`, 'NTP servers must be a list of valid IPv4 addresses.')),
  );
  const outside = items(card, 'dhcpOptions', 'privateOptions').some(({ option }) => typeof option !== 'number' || option < 224 || option > 254);
  return [...bad, ...when(outside, () => invalid(T, 'provided DHCPPrivateOptions are out of range, must be in range 224 to 254'))];
}

/** Everything else about interfaces. */
export function interfaceCauses(interfaces: Fields[], networks: Fields[], T: string): StatusCause[] {
  return interfaces.flatMap((card, index) => {
    const place = `${T}.domain.devices.interfaces[${index}]`;
    const network = networks.find((each) => each.name === card.name);
    const onPod = isFields(at(network, 'pod'));
    const order = card.bootOrder;
    return [
      ...identity(card, place),
      ...ports(card, place),
      ...when(typeof order === 'number' && order < 1, () => invalid(`${T}[${index}].bootOrder`, `${T}[${index}] must have a boot order > 0, if supplied`)),
      ...state(card, place, onPod),
      ...dhcp(card, place, T),
    ];
  });
}
