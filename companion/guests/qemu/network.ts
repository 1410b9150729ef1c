import { createHash } from 'node:crypto';
import type { GuestDefinition } from '../driver';
import { arrayAt, numberAt, stringAt } from '../json';
import { isRecord } from '../../lib/guards';

/** One network card and the little network behind it. Kept for the life of the guest. */
export interface PlacedInterface {
  name: string;
  mac: string;
  model: string;
  bootIndex?: number;
  linkDown: boolean;
  /** Number of the /28 in the address range; see `subnet`. */
  subnet: number;
}

const models: Record<string, string> = {
  virtio: 'virtio-net-pci',
  e1000: 'e1000',
  e1000e: 'e1000e',
  rtl8139: 'rtl8139',
  ne2k_pci: 'ne2k_pci',
  pcnet: 'pcnet',
};

/** Every interface has a /28 of 10.244.0.0/16 of its own: gateway .1, name server .3, guest .4. */
export const subnetCount = 4096;

export function subnet(index: number): { net: string; host: string; dns: string; guest: string } {
  const base = index * 16;
  const address = (last: number) => `10.244.${(base + last) >> 8}.${(base + last) & 0xff}`;
  return { net: `${address(0)}/28`, host: address(1), dns: address(3), guest: address(4) };
}

/** A locally administered address that stays the same for the same guest and interface. */
function macFor(uid: string, name: string): string {
  const bytes = createHash('sha256').update(`${uid}/${name}`).digest();
  return ['02', ...[...bytes.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

const isMac = (mac: string | undefined): mac is string => mac !== undefined && /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(mac);

/** Gives each interface of the guest its address and network; subnets of `taken` are in use by others. */
export function placeInterfaces(definition: GuestDefinition, taken: ReadonlySet<number>): PlacedInterface[] {
  const used = new Set(taken);
  const start = createHash('sha256').update(definition.uid).digest().readUInt16BE(0) % subnetCount;
  return arrayAt(definition.instance.spec.domain.devices, 'interfaces')
    .filter(isRecord)
    .filter((entry) => entry.state !== 'absent')
    .map((entry) => {
      let index = start;
      while (used.has(index) && used.size < subnetCount) index = (index + 1) % subnetCount;
      used.add(index);
      const name = stringAt(entry, 'name') ?? 'default';
      const mac = stringAt(entry, 'macAddress');
      const bootIndex = numberAt(entry, 'bootOrder');
      return {
        name,
        mac: (isMac(mac) ? mac : macFor(definition.uid, name)).toLowerCase().replaceAll('-', ':'),
        model: models[stringAt(entry, 'model') ?? 'virtio'] ?? 'virtio-net-pci',
        ...(bootIndex === undefined ? {} : { bootIndex }),
        linkDown: entry.state === 'down',
        subnet: index,
      };
    });
}

/** User-mode networks: the guest reaches out through the host's own sockets, nothing reaches in. */
export function networkArguments(interfaces: PlacedInterface[]): string[] {
  return interfaces.flatMap((card, index) => {
    const { net, host, dns, guest } = subnet(card.subnet);
    const backend = { type: 'user', id: `net${index}`, net, host, dns, dhcpstart: guest, ipv6: false };
    const device = {
      driver: card.model,
      id: `nic${index}`,
      netdev: backend.id,
      bus: 'pcie.0',
      mac: card.mac,
      ...(card.bootIndex === undefined ? { romfile: '' } : { bootindex: card.bootIndex }),
    };
    return ['-netdev', JSON.stringify(backend), '-device', JSON.stringify(device)];
  });
}
