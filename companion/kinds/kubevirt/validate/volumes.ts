import type { StatusCause } from '../../../../contracts/objects';
import { at, type Fields, isFields, items, text } from '../../read';
import type { FeatureGates } from '../feature-gates';
import { invalid, required, when } from './causes';

/** Every member of a volume but its name is a source. */
const SOURCES = [
  'hostDisk', 'persistentVolumeClaim', 'cloudInitNoCloud', 'cloudInitConfigDrive', 'sysprep', 'containerDisk', 'ephemeral', 'emptyDisk', 'dataVolume',
  'configMap', 'secret', 'downwardAPI', 'serviceAccount', 'downwardMetrics', 'memoryDump', 'containerPath',
];
const LONGEST = 2048;

const isSet = (value: unknown) => value !== undefined && value !== null;
const isBase64 = (value: string) => value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);

/** One of the two texts of a cloud-init volume: where it may come from, how long it may be. */
function cloudInitText(source: Fields, place: string, which: 'userData' | 'networkData'): StatusCause[] {
  const secret = which === 'userData' ? 'secretRef' : 'networkDataSecretRef';
  const [plain, encoded] = [text(source, which), text(source, `${which}Base64`)];
  const sources = [plain !== '', encoded !== '', isFields(source[secret])].filter(Boolean).length;
  const word = which.toLowerCase();
  if (sources > 1) return [invalid(place, `${place} must have only one ${word}source set.`)];
  if (encoded && !isBase64(encoded)) {
    const kind = place.slice(place.lastIndexOf('.') + 1);
    return [invalid(`${place}.${which}Base64`, `${place}.${which}Base64.${kind}.${which}Base64 is not a valid base64 value.`)];
  }
  const length = encoded ? Buffer.from(encoded, 'base64').length : Buffer.byteLength(plain);
  const other = which === 'userData' ? 'UserDataSecretRef' : 'NetworkDataSecretRef';
  return when(length > LONGEST, () => invalid(place, `${place} ${word} exceeds ${LONGEST} byte limit. Should use ${other} for larger data.`));
}

function cloudInit(volume: Fields, place: string, kind: 'cloudInitNoCloud' | 'cloudInitConfigDrive'): StatusCause[] {
  const source = volume[kind];
  if (!isFields(source)) return [];
  const here = `${place}.${kind}`;
  const members = ['userData', 'userDataBase64', 'secretRef', 'networkData', 'networkDataBase64', 'networkDataSecretRef'];
  const empty = members.every((member) => !isSet(source[member]) || source[member] === '');
  if (empty) return [invalid(here, `${here} must have at least one userdatasource or one networkdatasource set.`)];
  return [...cloudInitText(source, here, 'userData'), ...cloudInitText(source, here, 'networkData')];
}

function names(volume: Fields, place: string): StatusCause[] {
  const rows: [member: string, name: string][] = [['configMap', 'name'], ['secret', 'secretName'], ['serviceAccount', 'serviceAccountName']];
  const missing = rows.flatMap(([member, name]) =>
    when(isFields(volume[member]) && !text(volume, member, name), () => invalid(`${place}.${member}.${name}`, `${place}.${member}.${name} is a required field`)),
  );
  const unnamed = isFields(volume.dataVolume) && !text(volume, 'dataVolume', 'name');
  return [...when(unnamed, () => required(`${place}.name`, "DataVolume 'name' must be set")), ...missing];
}

function gated(volume: Fields, place: string, gates: FeatureGates): StatusCause[] {
  return [
    ...when(isSet(volume.hostDisk) && !gates('HostDisk'), () => invalid(place, 'HostDisk feature gate is not enabled')),
    ...when(isSet(volume.downwardMetrics) && !gates('DownwardMetrics'), () => invalid(place, 'downwardMetrics disks are not allowed: DownwardMetrics feature gate is not enabled.')),
  ];
}

/** `spec.volumes`. */
export function volumeCauses(spec: Fields, T: string, gates: FeatureGates): StatusCause[] {
  const volumes = items(spec, 'volumes');
  return volumes.flatMap((volume, index) => {
    const place = `${T}.volumes[${index}]`;
    const first = volumes.findIndex((each) => each.name === volume.name);
    const sources = SOURCES.filter((source) => isSet(volume[source])).length;
    return [
      ...when(first < index, () => invalid(`${place}.name`, `${place} and ${T}.volumes[${first}] must not have the same Name.`)),
      ...when(sources !== 1, () => invalid(place, `${place} must have exactly one source type set`)),
      ...names(volume, place),
      ...gated(volume, place, gates),
      ...cloudInit(volume, place, 'cloudInitNoCloud'),
      ...cloudInit(volume, place, 'cloudInitConfigDrive'),
    ];
  });
}

/** `spec.accessCredentials`. */
export function credentialCauses(spec: Fields, T: string): StatusCause[] {
  const volumes = items(spec, 'volumes');
  return items(spec, 'accessCredentials').flatMap((credential, index) => {
    const place = `${T}.accessCredentials[${index}]`;
    const { sshPublicKey, userPassword } = credential;
    if (isFields(sshPublicKey) === isFields(userPassword)) return [invalid(place, `${place} must have exactly one access credential type set`)];
    return isFields(sshPublicKey) ? keyCauses(sshPublicKey, place, volumes) : passwordCauses(userPassword, place);
  });
}

function keyCauses(key: Fields, place: string, volumes: Fields[]): StatusCause[] {
  const methods = isFields(key.propagationMethod) ? key.propagationMethod : {};
  const field = `${place}.sshPublicKey.propagationMethod`;
  const count = ['configDrive', 'noCloud', 'qemuGuestAgent'].filter((method) => isSet(methods[method])).length;
  const causes: StatusCause[] = [];
  if (count !== 1) causes.push(invalid(field, `${place} must have exactly one propagationMethod set`));
  const needs = (method: string, volume: string, word: string) => {
    if (!isSet(methods[method]) || volumes.some((each) => isSet(each[volume]))) return;
    causes.push(invalid(field, `${place} requires a ${word} volume to exist when the ${word} propagationMethod is in use.`));
  };
  needs('configDrive', 'cloudInitConfigDrive', 'configDrive');
  needs('noCloud', 'cloudInitNoCloud', 'noCloud');
  const users = at(methods, 'qemuGuestAgent', 'users');
  if (isSet(methods.qemuGuestAgent) && !(Array.isArray(users) && users.length > 0)) {
    causes.push(invalid(`${field}.qemuGuestAgent.users`, `${place} requires at least one user to be present in the users list`));
  }
  if (!isFields(at(key, 'source', 'secret'))) causes.push(invalid(`${place}.sshPublicKey.source`, `${place} must have exactly one source set`));
  return causes;
}

function passwordCauses(password: unknown, place: string): StatusCause[] {
  return [
    ...when(!isFields(at(password, 'source', 'secret')), () => invalid(`${place}.userPassword.source`, `${place} must have exactly one source set`)),
    ...when(!isFields(at(password, 'propagationMethod', 'qemuGuestAgent')), () =>
      invalid(`${place}.userPassword.propagationMethod`, `${place} must have exactly one propagationMethod set`),
    ),
  ];
}
