/** How someone logs in to the new guest; empty parts are left out. */
export interface Login {
  user: string;
  password: string;
  sshKey: string;
}

/** KubeVirt refuses longer user data inside a machine. */
export const LONGEST_USER_DATA = 2048;

/** Whether anything is to be told to cloud-init. */
export function hasLogin({ user, password, sshKey }: Login): boolean {
  return [user, password, sshKey].some((each) => each.trim() !== '');
}

/** The cloud-config of a login. Values are JSON strings, which YAML reads as they are, whatever is in them. */
export function userData({ user, password, sshKey }: Login): string {
  const lines = ['#cloud-config'];
  if (user.trim() !== '') lines.push(`user: ${JSON.stringify(user.trim())}`);
  if (password !== '') lines.push(`password: ${JSON.stringify(password)}`, 'chpasswd:', '  expire: false', 'ssh_pwauth: true');
  const keys = sshKeys(sshKey);
  if (keys.length > 0) lines.push('ssh_authorized_keys:', ...keys.map((each) => `  - ${JSON.stringify(each)}`));
  return `${lines.join('\n')}\n`;
}

/** One public key per line, without empty ones. */
export function sshKeys(text: string): string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Whether every line looks like a public key of OpenSSH: an algorithm, base64, maybe a comment. */
export function areSshKeys(text: string): boolean {
  return sshKeys(text).every((each) => /^(?:ssh-|ecdsa-|sk-)[\w@.-]+ [A-Za-z0-9+/]+=*(?: .*)?$/.test(each));
}

/** Whether a text is a user name Linux accepts; empty means: the image's own. */
export function isUserName(name: string): boolean {
  return name === '' || /^[a-z_][a-z0-9_-]{0,31}$/.test(name);
}
