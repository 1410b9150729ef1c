import { at, count, isRecord, records, strings, text } from '../read';
import type { Unknowns } from '../read';

/** One network interface of a machine: device, network and what the guest reports, joined by name. */
export interface NicFacts {
  name: string;
  /** Name inside the guest; '' without guest agent. */
  guestName: string;
  model: string;
  /** Name of the network: the pod network, or a network attachment definition. */
  network: string;
  pod: boolean;
  /** How it is bound: masquerade, bridge, sriov, l2bridge … */
  binding: string;
  mac: string;
  ips: string[];
  link: 'up' | 'down' | 'absent' | '';
  bootOrder: number | undefined;
  /** Only the guest knows it, e.g. a bridge made inside. */
  guestOnly: boolean;
}

const bindings = ['masquerade', 'bridge', 'sriov', 'slirp', 'macvtap', 'passt', 'passtBinding'];

function bindingOf(device: Unknowns): string {
  return text(device, 'binding', 'name') || (bindings.find((name) => isRecord(device[name])) ?? '');
}

function linkOf(device: Unknowns | undefined, status: Unknowns | undefined): NicFacts['link'] {
  const state = text(status, 'linkState') || text(device, 'state');
  return state === 'up' || state === 'down' || state === 'absent' ? state : '';
}

function ipsOf(status: Unknowns | undefined): string[] {
  const all = strings(status, 'ipAddresses');
  const first = text(status, 'ipAddress');
  return all.length > 0 || first === '' ? all : [first];
}

/** The interfaces of a machine: those of its specification, then what only the guest reports. */
export function nicsOf(vm: unknown, vmi: unknown): NicFacts[] {
  const spec = at(vm, 'spec', 'template', 'spec');
  const statuses = records(vmi, 'status', 'interfaces');
  const declared = records(spec, 'domain', 'devices', 'interfaces');
  const implicit = declared.length > 0 ? [] : records(vmi, 'spec', 'domain', 'devices', 'interfaces');
  const networks = [...records(spec, 'networks'), ...records(vmi, 'spec', 'networks')];
  const nics = [...declared, ...implicit].map((device): NicFacts => {
    const name = text(device, 'name');
    const status = statuses.find((each) => each.name === name);
    const network = networks.find((each) => each.name === name);
    return {
      name,
      guestName: text(status, 'interfaceName'),
      model: text(device, 'model'),
      network: text(network, 'multus', 'networkName'),
      pod: isRecord(network?.pod),
      binding: bindingOf(device),
      mac: text(device, 'macAddress') || text(status, 'mac'),
      ips: ipsOf(status),
      link: linkOf(device, status),
      bootOrder: count(device, 'bootOrder') || undefined,
      guestOnly: false,
    };
  });
  const known = new Set(nics.map((nic) => nic.name));
  const guest = statuses.filter((each) => !known.has(text(each, 'name')) && text(each, 'interfaceName') !== 'lo');
  return [...nics, ...guest.map(guestNic)];
}

function guestNic(status: Unknowns): NicFacts {
  return {
    name: text(status, 'name') || text(status, 'interfaceName'),
    guestName: text(status, 'interfaceName'),
    model: '',
    network: '',
    pod: false,
    binding: '',
    mac: text(status, 'mac'),
    ips: ipsOf(status),
    link: linkOf(undefined, status),
    bootOrder: undefined,
    guestOnly: true,
  };
}
