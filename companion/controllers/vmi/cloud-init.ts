import type { VirtualMachineInstance } from '../../../contracts/virt';

/** Texts of a cloud-init volume, already read from the spec or from the Secrets it names. */
export interface CloudInitData {
  userData: string;
  networkData?: string;
  /** Public keys that `accessCredentials` puts into the metadata. */
  publicKeys: string[];
}

type Files = Record<string, string>;

const hostName = (vmi: VirtualMachineInstance) => vmi.spec.hostname ?? vmi.metadata.name;

/** Instance ids stay the same for the same machine, so that cloud-init runs its first boot once. */
const instanceId = (vmi: VirtualMachineInstance) => vmi.spec.domain.firmware?.uuid ?? vmi.metadata.uid ?? vmi.metadata.name;

/** The files of a NoCloud seed (volume label `cidata`). */
export function noCloudFiles(vmi: VirtualMachineInstance, data: CloudInitData): Files {
  const keys = data.publicKeys.length > 0 ? { 'public-keys': Object.fromEntries(data.publicKeys.map((key, index) => [String(index), key])) } : {};
  const meta = { 'instance-id': instanceId(vmi), 'local-hostname': hostName(vmi), ...keys };
  return {
    'user-data': data.userData,
    'meta-data': JSON.stringify(meta),
    ...(data.networkData ? { 'network-config': data.networkData } : {}),
  };
}

/** The files of an OpenStack config drive (volume label `config-2`). */
export function configDriveFiles(vmi: VirtualMachineInstance, data: CloudInitData): Files {
  const keys = data.publicKeys.length > 0 ? { public_keys: Object.fromEntries(data.publicKeys.map((key, index) => [String(index), key])) } : {};
  const meta = { instance_id: instanceId(vmi), local_hostname: hostName(vmi), hostname: hostName(vmi), uuid: instanceId(vmi), ...keys };
  return {
    'openstack/latest/user_data': data.userData,
    'openstack/latest/meta_data.json': JSON.stringify(meta),
    ...(data.networkData ? { 'openstack/latest/network_data.json': data.networkData } : {}),
  };
}
