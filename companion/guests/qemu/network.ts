import { createHash } from 'node:crypto';
import type { GuestDefinition } from '../driver';
import { arrayAt, numberAt, objectAt, stringAt } from '../json';
import { isRecord } from '../../lib/guards';
import { hotplugPort } from './hotplug-ports';

/** One network card and the little network behind it. Kept for the life of the guest. */
export interface PlacedInterface {
  name: string;
  mac: string;
  model: string;
  bootIndex?: number;
  linkDown: boolean;
  /** Number of the device for QEMU. */
  id: number;
  /** Hot-plug port, for a card that came while the guest ran. */
  port?: number;
  /** The segment it is on with other guests; without one it has a user-mode network of its own. */
  segment?: string;
  /** What the guest is told to call itself. */
  hostname?: string;
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

/** The first subnet after the guest's own favourite that nobody uses. */
function freeSubnet(uid: string, used: ReadonlySet<number>): number {
  let index = createHash('sha256').update(uid).digest().readUInt16BE(0) % subnetCount;
  while (used.has(index) && used.size < subnetCount) index = (index + 1) % subnetCount;
  return index;
}

/**
 * Guests with an interface on the same NetworkAttachmentDefinition share a segment: an IP multicast group that does not
 * leave the loopback device, so that no process of ours has to pass frames on.
 */
export function segmentOf(namespace: string, network: unknown): string | undefined {
  const attachment = stringAt(objectAt(network, 'multus'), 'networkName');
  if (!attachment) return undefined;
  const digest = createHash('sha256').update(attachment.includes('/') ? attachment : `${namespace}/${attachment}`).digest();
  // 239.0.0.0/8 is for private use within a site (RFC 2365).
  return `239.${digest[0]}.${digest[1]}.${digest[2]}:${20_000 + (digest.readUInt16BE(3) % 10_000)}`;
}

export interface Place {
  uid: string;
  id: number;
  /** Subnets that are taken. */
  used: ReadonlySet<number>;
  segment: string | undefined;
}

/** Gives one interface its address and network. */
export function placeInterface(entry: Record<string, unknown>, { uid, id, used, segment }: Place): PlacedInterface {
  const name = stringAt(entry, 'name') ?? 'default';
  const mac = stringAt(entry, 'macAddress');
  const bootIndex = numberAt(entry, 'bootOrder');
  return {
    name,
    mac: (isMac(mac) ? mac : macFor(uid, name)).toLowerCase().replaceAll('-', ':'),
    model: models[stringAt(entry, 'model') ?? 'virtio'] ?? 'virtio-net-pci',
    ...(bootIndex === undefined ? {} : { bootIndex }),
    linkDown: entry.state === 'down',
    id,
    ...(segment ? { segment } : {}),
    subnet: freeSubnet(uid, used),
  };
}

/** All interfaces of the guest; subnets of `taken` are in use by others. */
export function placeInterfaces(definition: GuestDefinition, taken: ReadonlySet<number>): PlacedInterface[] {
  const used = new Set(taken);
  return arrayAt(definition.instance.spec.domain.devices, 'interfaces')
    .filter(isRecord)
    .filter((entry) => entry.state !== 'absent')
    .map((entry, id) => {
      const network = definition.instance.spec.networks?.find((candidate) => candidate.name === entry.name);
      const card = placeInterface(entry, { uid: definition.uid, id, used, segment: segmentOf(definition.namespace, network) });
      used.add(card.subnet);
      return { ...card, hostname: definition.instance.spec.hostname ?? definition.name };
    });
}

export const netdevId = (card: PlacedInterface) => `net${card.id}`;
export const cardId = (card: PlacedInterface) => `nic${card.id}`;

/** Addresses the driver gives: on a segment nobody does. */
export const givenAddresses = (card: PlacedInterface) => (card.segment ? [] : [subnet(card.subnet).guest]);

/** The network behind a card. In a user-mode network the guest reaches out through the host's own sockets, nothing reaches in. */
export function networkBackend(card: PlacedInterface): Record<string, unknown> {
  if (card.segment) return { type: 'socket', id: netdevId(card), mcast: card.segment, localaddr: '127.0.0.1' };
  const { net, host, dns, guest } = subnet(card.subnet);
  return { type: 'user', id: netdevId(card), net, host, dns, dhcpstart: guest, ipv6: false, ...(card.hostname ? { hostname: card.hostname } : {}) };
}

/** The card as the guest sees it; also what a hot-plug sends to QEMU. */
export function networkDevice(card: PlacedInterface): Record<string, unknown> {
  return {
    driver: card.model,
    id: cardId(card),
    netdev: netdevId(card),
    bus: card.port === undefined ? 'pcie.0' : hotplugPort(card.port),
    mac: card.mac,
    // Without a place in the boot order the card needs no boot code, which takes time to load.
    ...(card.bootIndex === undefined ? { romfile: '' } : { bootindex: card.bootIndex }),
  };
}

export function networkArguments(interfaces: PlacedInterface[]): string[] {
  return interfaces.flatMap((card) => ['-netdev', JSON.stringify(networkBackend(card)), '-device', JSON.stringify(networkDevice(card))]);
}
