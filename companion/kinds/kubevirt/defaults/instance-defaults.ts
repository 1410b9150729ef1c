import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, type Fields, isFields, items, number, text } from '../../read';
import { formatBytes, parseQuantity } from '../quantity';
import { Webhooks } from '../webhooks';
import { annotateTopology, defaultDomain } from './domain-defaults';
import { ensureFields, setDefault } from './fields';
import { specShapeFaults } from './shape-faults';

const GIB = 2 ** 30;
const HOTPLUG_RATIO = 4;
const MOST_VCPUS = 512;
const FINALIZER = 'kubevirt.io/foregroundDeleteVirtualMachine';

function defaultCpu(domain: Fields): void {
  const cpu = ensureFields(domain, 'cpu');
  if (!cpu) return;
  const amount = text(domain, 'resources', 'limits', 'cpu') || text(domain, 'resources', 'requests', 'cpu');
  const sized = cpu.cores !== undefined || cpu.sockets !== undefined || cpu.threads !== undefined;
  setDefault(cpu, 'sockets', sized || !amount ? 1 : Math.max(1, Math.ceil(parseQuantity(amount))));
  setDefault(cpu, 'cores', 1);
  setDefault(cpu, 'threads', 1);
  setDefault(cpu, 'model', 'host-model');
  const [sockets, perSocket] = [number(cpu, 'sockets'), number(cpu, 'cores') * number(cpu, 'threads')];
  const most = Math.max(sockets, Math.min(sockets * HOTPLUG_RATIO, Math.floor(MOST_VCPUS / Math.max(1, perSocket))));
  setDefault(cpu, 'maxSockets', most);
}

function defaultMemory(domain: Fields): void {
  const page = text(domain, 'memory', 'hugepages', 'pageSize');
  const wanted = text(domain, 'resources', 'requests', 'memory') || text(domain, 'resources', 'limits', 'memory') || page;
  if (!wanted && at(domain, 'memory', 'guest') === undefined) return;
  const memory = ensureFields(domain, 'memory');
  if (!memory) return;
  setDefault(memory, 'guest', wanted);
  const guest = parseQuantity(text(memory, 'guest'));
  const special = at(domain, 'cpu', 'realtime') !== undefined || at(domain, 'launchSecurity') !== undefined;
  if (guest >= GIB && guest % (2 * 2 ** 20) === 0 && !special) setDefault(memory, 'maxGuest', formatBytes(guest * HOTPLUG_RATIO));
}

function defaultNetwork(spec: Fields, devices: Fields): void {
  if (devices.autoattachPodInterface === false || items(devices, 'interfaces').length > 0 || items(spec, 'networks').length > 0) return;
  devices.interfaces = [{ name: 'default', bridge: {} }];
  spec.networks = [{ name: 'default', pod: {} }];
}

/** Volumes that no disk shows become virtio disks. */
function defaultDisks(spec: Fields, devices: Fields): void {
  const shown = new Set([...items(devices, 'disks'), ...items(devices, 'filesystems')].map((each) => each.name));
  const missing = items(spec, 'volumes').filter((volume) => !shown.has(volume.name) && !volume.memoryDump);
  if (missing.length > 0) devices.disks = [...items(devices, 'disks'), ...missing.map((volume) => ({ name: volume.name, disk: { bus: 'virtio' } }))];
  for (const disk of items(devices, 'disks')) {
    const cdrom = disk.cdrom;
    if (isFields(cdrom)) setDefault(cdrom, 'bus', 'sata');
    else if (isFields(disk.lun)) setDefault(disk.lun, 'bus', 'scsi');
    else setDefault(ensureFields(disk, 'disk'), 'bus', 'virtio');
  }
}

function defaultPullPolicies(spec: Fields): void {
  for (const volume of items(spec, 'volumes')) {
    if (!isFields(volume.containerDisk)) continue;
    const image = text(volume.containerDisk, 'image');
    const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1];
    setDefault(volume.containerDisk, 'imagePullPolicy', !image.includes('@') && (tag === undefined || tag === 'latest') ? 'Always' : 'IfNotPresent');
  }
}

function defaultStatus(object: AdmissionRequest['object'], domain: Fields): void {
  const status = ensureFields(object, 'status');
  if (!status) return;
  const { sockets, cores, threads } = isFields(domain.cpu) ? domain.cpu : {};
  setDefault(status, 'phase', 'Pending');
  if (status.phaseTransitionTimestamps === undefined) {
    const phaseTransitionTimestamp = new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');
    status.phaseTransitionTimestamps = [{ phase: 'Pending', phaseTransitionTimestamp }];
  }
  setDefault(status, 'currentCPUTopology', { sockets, cores, threads });
  const guest = at(domain, 'memory', 'guest');
  if (guest !== undefined) setDefault(status, 'memory', { guestAtBoot: guest, guestCurrent: guest, guestRequested: guest });
  setDefault(status, 'runtimeUser', 107);
}

/** What KubeVirt's mutating webhook does to a new VirtualMachineInstance. */
export function defaultInstance({ object, operation, subresource }: AdmissionRequest): void {
  if (operation !== 'CREATE' || subresource) return;
  const faults = specShapeFaults(object.spec, 'spec');
  if (faults.length > 0) throw webhookDenied(Webhooks.instanceMutator, faults);
  const spec = object.spec;
  if (!isFields(spec)) return;
  defaultDomain(spec);
  const domain = at(spec, 'domain');
  const devices = at(domain, 'devices');
  if (!isFields(domain) || !isFields(devices)) return;
  annotateTopology(object.metadata as unknown as Fields);
  defaultCpu(domain);
  defaultMemory(domain);
  setDefault(ensureFields(ensureFields(domain, 'features') ?? {}, 'acpi'), 'enabled', true);
  defaultNetwork(spec, devices);
  defaultDisks(spec, devices);
  defaultPullPolicies(spec);
  setDefault(spec, 'evictionStrategy', 'None');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  const finalizers = object.metadata.finalizers ?? [];
  if (!finalizers.includes(FINALIZER)) object.metadata.finalizers = [...finalizers, FINALIZER];
  defaultStatus(object, domain);
}
