import { randomInt } from 'node:crypto';
import type { KindDefinition } from '../../kinds/definition';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const NAME_PART = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = `(${NAME_PART})?`;

const matches = (pattern: string) => {
  const whole = new RegExp(`^(?:${pattern})$`);
  return (text: string) => whole.test(text);
};
const isLabel = matches(LABEL);
const isSubdomain = matches(SUBDOMAIN);
const isLabel1035 = matches(LABEL_1035);
const isNamePart = matches(NAME_PART);
const isValue = matches(VALUE);

const subdomainWords = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const labelWords = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
const label1035Words = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`;

/** Groups whose objects may be called anything that fits into a path (roles carry colons in their names). */
const PATH_NAMES = new Set(['apiregistration.k8s.io', 'rbac.authorization.k8s.io', 'user.openshift.io', 'authorization.openshift.io']);

/** What is wrong with an object's name, in the words of apimachinery's validation; empty for nothing. */
export function nameFaults(kind: Pick<KindDefinition, 'group' | 'plural' | 'namespaced'>, name: string): string[] {
  if (PATH_NAMES.has(kind.group)) return pathFaults(name);
  if (kind.group === '' && (kind.plural === 'namespaces' || kind.plural === 'services')) {
    if (kind.plural === 'namespaces' && name.includes('.')) return ['must not contain dots'];
    const length = name.length > 63 ? ['must be no more than 63 bytes'] : [];
    if (kind.plural === 'services') return isLabel1035(name) ? length : [...length, label1035Words];
    return isLabel(name) ? length : [...length, labelWords];
  }
  const length = name.length > 253 ? ['must be no more than 253 bytes'] : [];
  return isSubdomain(name) ? length : [...length, subdomainWords];
}

function pathFaults(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  const bad = ['/', '%'].filter((character) => name.includes(character));
  return bad.map((character) => `may not contain '${character}'`);
}

/** What is wrong with a label or annotation key. */
export function qualifiedNameFaults(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${NAME_PART}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const faults: string[] = [];
  const name = parts[parts.length - 1] ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (prefix === '') faults.push('prefix part must be non-empty');
  else if (prefix !== undefined && !isSubdomain(prefix)) faults.push(`prefix part ${subdomainWords}`);
  if (name === '') faults.push('name part must be non-empty');
  else if (name.length > 63) faults.push('name part must be no more than 63 bytes');
  if (!isNamePart(name)) {
    faults.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${NAME_PART}')`,
    );
  }
  return faults;
}

/** What is wrong with the value of a label. */
export function labelValueFaults(value: string): string[] {
  const faults = value.length > 63 ? ['must be no more than 63 bytes'] : [];
  if (!isValue(value)) {
    faults.push(
      `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE}')`,
    );
  }
  return faults;
}

/** The alphabet of generated names: no vowels, no look-alikes. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const MAX_PREFIX = 58;

/** `prefix` (cut to leave room) and five random characters. */
export function generateName(prefix: string): string {
  let suffix = '';
  for (let index = 0; index < 5; index += 1) suffix += ALPHABET[randomInt(ALPHABET.length)];
  return `${prefix.slice(0, MAX_PREFIX)}${suffix}`;
}
