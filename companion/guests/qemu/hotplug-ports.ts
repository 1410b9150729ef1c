/**
 * PCIe ports into which virtio disks and network cards are plugged while the guest runs; all are functions of one slot of
 * the root bus.
 */
export const hotplugPorts = 8;
const slot = '0x10';

export const hotplugPort = (port: number) => `hotplug${port}`;

export function hotplugPortDevices(): Record<string, unknown>[] {
  return Array.from({ length: hotplugPorts }, (_, port) => ({
    driver: 'pcie-root-port',
    id: hotplugPort(port),
    bus: 'pcie.0',
    chassis: port + 1,
    multifunction: true,
    addr: `${slot}.${port}`,
  }));
}

/** The lowest number that is not taken. */
export function lowestFree(taken: Iterable<number | undefined>): number {
  const used = new Set(taken);
  let free = 0;
  while (used.has(free)) free += 1;
  return free;
}
