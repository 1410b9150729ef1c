import { ConfigMapKind, SecretKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import type { GuestVolume } from '../../guests/driver';
import { isRecord } from '../../lib/guards';
import type { ObjectReader } from '../../store/client';
import { type CloudInitData, configDriveFiles, noCloudFiles } from './cloud-init';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];
type Files = Record<string, string | Buffer>;
type CloudInit = NonNullable<Volume['cloudInitNoCloud']>;

/** A ConfigMap or Secret that a volume needs does not exist. */
export class MissingSource extends Error {}

function requireObject(object: UnknownObject | undefined, words: string): UnknownObject {
  if (!object) throw new MissingSource(`${words} not found`);
  return object;
}

function decoded(value: unknown): Buffer | undefined {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
}

function secretFiles(read: ObjectReader, namespace: string, name: string): Files {
  const secret = requireObject(read.get(SecretKind, name, namespace), `secrets "${name}"`);
  const files: Files = {};
  for (const [key, value] of Object.entries(isRecord(secret.data) ? secret.data : {})) {
    const content = decoded(value);
    if (content) files[key] = content;
  }
  return files;
}

function configMapFiles(read: ObjectReader, namespace: string, name: string): Files {
  const map = requireObject(read.get(ConfigMapKind, name, namespace), `configmaps "${name}"`);
  const files: Files = {};
  for (const [key, value] of Object.entries(isRecord(map.data) ? map.data : {})) if (typeof value === 'string') files[key] = value;
  for (const [key, value] of Object.entries(isRecord(map.binaryData) ? map.binaryData : {})) {
    const content = decoded(value);
    if (content) files[key] = content;
  }
  return files;
}

/** The first of these keys that the Secret has, as text. */
function secretText(read: ObjectReader, namespace: string, name: string, keys: readonly string[]): string {
  const files = secretFiles(read, namespace, name);
  const key = keys.find((each) => files[each] !== undefined);
  return key === undefined ? '' : String(files[key]);
}

function publicKeys(read: ObjectReader, vmi: VirtualMachineInstance, method: 'noCloud' | 'configDrive'): string[] {
  const namespace = vmi.metadata.namespace ?? '';
  const keys = (vmi.spec.accessCredentials ?? [])
    .map((credential) => credential.sshPublicKey)
    .filter((key) => key?.propagationMethod[method] !== undefined)
    .map((key) => key?.source.secret?.secretName)
    .filter((name) => name !== undefined);
  return keys.flatMap((name) => Object.values(secretFiles(read, namespace, name)).flatMap((text) => String(text).split('\n').filter(Boolean)));
}

function cloudInitData(read: ObjectReader, vmi: VirtualMachineInstance, source: CloudInit, method: 'noCloud' | 'configDrive'): CloudInitData {
  const namespace = vmi.metadata.namespace ?? '';
  const userData = source.secretRef?.name
    ? secretText(read, namespace, source.secretRef.name, ['userdata', 'userData'])
    : source.userDataBase64
      ? String(Buffer.from(source.userDataBase64, 'base64'))
      : (source.userData ?? '');
  const networkData = source.networkDataSecretRef?.name
    ? secretText(read, namespace, source.networkDataSecretRef.name, ['networkdata', 'networkData'])
    : source.networkDataBase64
      ? String(Buffer.from(source.networkDataBase64, 'base64'))
      : source.networkData;
  return { userData, publicKeys: publicKeys(read, vmi, method), ...(networkData ? { networkData } : {}) };
}

function sysprepFiles(read: ObjectReader, namespace: string, source: NonNullable<Volume['sysprep']>): Files {
  const files = source.secret?.name
    ? secretFiles(read, namespace, source.secret.name)
    : source.configMap?.name
      ? configMapFiles(read, namespace, source.configMap.name)
      : {};
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name.toLowerCase(), content]));
}

function iso(label: string, files: Files): GuestVolume['source'] {
  return { type: 'files', label, files };
}

/** Volumes that become a small ISO image; undefined for all others. Throws `MissingSource`. */
export function fileVolume(read: ObjectReader, vmi: VirtualMachineInstance, volume: Volume): GuestVolume['source'] | undefined {
  const namespace = vmi.metadata.namespace ?? '';
  const { cloudInitNoCloud, cloudInitConfigDrive, configMap, secret, sysprep, serviceAccount } = volume;
  if (cloudInitNoCloud) return iso('cidata', noCloudFiles(vmi, cloudInitData(read, vmi, cloudInitNoCloud, 'noCloud')));
  if (cloudInitConfigDrive) return iso('config-2', configDriveFiles(vmi, cloudInitData(read, vmi, cloudInitConfigDrive, 'configDrive')));
  if (configMap?.name) return optional(configMap.optional, 'cfgdata', () => iso(configMap.volumeLabel ?? 'cfgdata', configMapFiles(read, namespace, configMap.name ?? '')));
  if (secret?.secretName) return optional(secret.optional, 'cfgdata', () => iso(secret.volumeLabel ?? 'cfgdata', secretFiles(read, namespace, secret.secretName ?? '')));
  if (sysprep) return iso('unattend', sysprepFiles(read, namespace, sysprep));
  if (serviceAccount) return iso('cfgdata', { namespace });
  return undefined;
}

function optional(may: boolean | undefined, label: string, make: () => GuestVolume['source']): GuestVolume['source'] {
  try {
    return make();
  } catch (error) {
    if (may && error instanceof MissingSource) return iso(label, {});
    throw error;
  }
}
