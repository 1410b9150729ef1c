import { isRecord, records, text } from '../read';

export interface CloudInitText {
  userData: string;
  networkData: string;
  /** The data is in a Secret of this name instead; '' when it is in the machine. */
  secret: string;
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

/** The cloud-init data of a machine; undefined when it has none. */
export function cloudInitOf(vm: unknown): CloudInitText | undefined {
  const spec = isRecord(vm) && isRecord(vm.spec) && isRecord(vm.spec.template) ? vm.spec.template.spec : undefined;
  for (const volume of records(spec, 'volumes')) {
    for (const type of ['cloudInitNoCloud', 'cloudInitConfigDrive']) {
      const data = volume[type];
      if (!isRecord(data)) continue;
      return {
        userData: text(data, 'userData') || decoded(text(data, 'userDataBase64')),
        networkData: text(data, 'networkData') || decoded(text(data, 'networkDataBase64')),
        secret: text(data, 'secretRef', 'name') || text(data, 'userDataSecretRef', 'name'),
      };
    }
  }
  return undefined;
}

export interface Credentials {
  user: string;
  password: string;
}

function scalar(value: string): string {
  const bare = value.trim().replace(/\s+#.*$/, '');
  const quoted = /^(["'])(.*)\1$/.exec(bare);
  return quoted?.[2] ?? bare;
}

function topLevel(userData: string, key: string): string {
  const found = new RegExp(`^${key}:[ \\t]*(\\S.*)$`, 'm').exec(userData);
  return found?.[1] === undefined ? '' : scalar(found[1]);
}

/**
 * The login that cloud-init sets: the top-level `user` and `password`, or the first pair of `chpasswd.list`.
 * A hash is no password to type, so it is left out.
 */
export function credentialsOf(userData: string): Credentials | undefined {
  if (!userData.startsWith('#cloud-config')) return undefined;
  const listed = /^\s+list:\s*(?:\|\s*\n\s*)?(?:-\s*)?["']?([\w.-]+):(\S+?)["']?\s*$/m.exec(userData);
  const user = topLevel(userData, 'user') || listed?.[1] || '';
  const password = topLevel(userData, 'password') || listed?.[2] || '';
  if (user === '' && password === '') return undefined;
  return { user, password: password.startsWith('$') ? '' : password };
}
