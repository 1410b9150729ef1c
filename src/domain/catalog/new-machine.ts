import type { KubeObject } from '../../../contracts/objects';
import type { BootVolume } from './boot-volumes';
import type { Choices } from './choices';
import { hasLogin, userData } from './cloud-init';

type Manifest = KubeObject & { spec: Record<string, unknown> };

const ROOT = 'rootdisk';
const CLOUD_INIT = 'cloudinitdisk';

/** The Secret that carries the cloud-config of a machine. */
export function loginSecretName(machine: string): string {
  return `${machine}-cloud-init`;
}

/**
 * The VirtualMachine of the choices. Its disk is a copy of the volume that belongs to it; disks and their buses come from
 * the preference (KubeVirt adds a disk for every volume that has none). The login is in a Secret where one may be made; with
 * `loginInside` it stands in the machine, where everyone who may read the machine can read it.
 */
export function newMachine(choices: Choices & { volume: BootVolume }, loginInside = false): Manifest {
  const { name, namespace, instancetype, preference, start, volume, login } = choices;
  const disk = `${name}-volume`;
  const volumes: object[] = [{ name: ROOT, dataVolume: { name: disk } }];
  const carrier = loginInside ? { userData: userData(login) } : { secretRef: { name: loginSecretName(name) } };
  if (hasLogin(login)) volumes.push({ name: CLOUD_INIT, cloudInitNoCloud: carrier });
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      runStrategy: start ? 'Always' : 'Halted',
      instancetype: { kind: instancetype.kind, name: instancetype.name },
      ...(preference.name !== '' && { preference: { kind: preference.kind, name: preference.name } }),
      dataVolumeTemplates: [{ metadata: { name: disk }, spec: { ...sourceOf(volume), storage: storageOf(choices.diskSize) } }],
      template: {
        metadata: { labels: { 'kubevirt.io/domain': name, 'vm.kubevirt.io/name': name } },
        spec: {
          domain: { devices: { interfaces: [{ name: 'default', masquerade: {} }] } },
          networks: [{ name: 'default', pod: {} }],
          volumes,
        },
      },
    },
  };
}

/** The Secret of the login; undefined when there is nothing to tell the guest. */
export function loginSecret({ name, namespace, login }: Pick<Choices, 'name' | 'namespace' | 'login'>): KubeObject | undefined {
  if (!hasLogin(login)) return undefined;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: loginSecretName(name), namespace, labels: { app: name } },
    type: 'Opaque',
    data: { userdata: base64(userData(login)) },
  };
  return secret;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function sourceOf({ kind, name, namespace }: BootVolume): object {
  return kind === 'DataSource' ? { sourceRef: { kind, name, namespace } } : { source: { pvc: { name, namespace } } };
}

function storageOf(size: string): object {
  return size === '' ? {} : { resources: { requests: { storage: size } } };
}
