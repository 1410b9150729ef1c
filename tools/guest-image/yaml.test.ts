import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOTFS } from './initramfs';

const interpreter = spawnSync('busybox', ['true']).status === 0 ? ['busybox', 'awk'] : ['awk'];

function byGuest(text: string): Record<string, string> {
  const [program = 'awk', ...args] = interpreter;
  const output = execFileSync(program, [...args, '-f', join(ROOTFS, 'usr/lib/virtdeck/yaml.awk')], { input: text }).toString();
  const lines = output.split('\n').filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]));
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');

/** What a real YAML parser makes of it, in the same flat form. */
function flatten(value: unknown, path = ''): Record<string, string> {
  const below = (key: string) => (path ? `${path}.${key}` : key);
  if (Array.isArray(value)) {
    return Object.assign({ [below('#')]: String(value.length) }, ...value.map((item: unknown, index) => flatten(item, below(String(index)))));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.assign({}, ...Object.entries(value).map(([key, item]) => flatten(item, below(key))));
  }
  return { [path]: value === null ? '' : escaped(String(value)) };
}

const byParser = (text: string) => flatten(parse(text, { schema: 'failsafe' }));

const CASES: [string, string][] = [
  ['scalars', '#cloud-config\nuser: fedora\npassword: plain pass # comment\nfqdn: "a.b.c"\nquoted: \'it\'\'s\'\nurl: http://x/y#z\ncolon: "a: b"\n'],
  ['flow maps and lists', 'chpasswd: { expire: False, users: [{name: a, password: "x, y"}, {name: b}] }\nlist: [1, "two", \'three\', [4, 5]]\nempty: []\n'],
  ['flow over several lines', 'list: [\n  one,\n  two\n]\nafter: yes\n'],
  ['lists of words and lines', 'runcmd:\n  - [ls, -l, "/a b"]\n  - echo hi > /tmp/x\n  - - sh\n    - -c\n    - "echo \\"q\\""\nlast: 1\n'],
  ['a list as deep as its key', 'ssh_authorized_keys:\n- ssh-ed25519 AAAA one@x\n- ssh-rsa BBBB two@y\nuser: x\n'],
  ['maps in lists', 'write_files:\n- path: /etc/a\n  permissions: "0644"\n  content: |\n    one\n      two\n\n    three\n- content: >-\n    folded\n    text\n  path: /b\n'],
  ['literal blocks', 'keep: |+\n  a\n\nstrip: |-\n  b\nclip: |\n  c\nnext: d\n'],
  ['deep maps', 'ethernets:\n  eth0:\n    match:\n      macaddress: "02:00:00:00:00:01"\n    addresses:\n      - 10.0.0.2/24\n    dhcp4: false\n'],
  ['JSON', '{"instance-id": "i-1", "public-keys": {"0": {"openssh-key": "ssh-rsa A\\u00e9"}}, "list": ["a", {"b": "c\\nd"}]}'],
  ['backslashes and tabs', 'path: C:\\new\\table\ntabs: "a\\tb"\n'],
  ['comments and blank lines', '# top\n\nkey:  # after\n  # inside\n  sub: value\n\n  other: "#no comment"\n'],
  ['Windows line ends', 'user: a\r\nlist:\r\n  - b\r\n'],
  ['plain text over several lines', 'key: one\n  two\n  three\nnext: x\n'],
];

describe("the guest's reader of cloud-init data", () => {
  it.each(CASES)('reads %s as YAML does', (_name, text) => {
    expect(byGuest(text)).toEqual(byParser(text));
  });

  it.each(['', '#cloud-config\n', '- [', 'a: {b', 'x: "open', ': : :', '\t\t- -\n -'])('ends on %j', (text) => {
    expect(byGuest(text)).toBeTypeOf('object');
  });
});
