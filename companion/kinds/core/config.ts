import type { StatusCause } from '../../../contracts/objects';
import { badRequest } from '../../lib/api-error';
import type { AdmissionRequest, KindHooks } from '../definition';
import { at, entries, isFields, text } from '../read';
import { forbiddenChange, invalidValue, required } from './causes';

const KEY = /^[-._a-zA-Z0-9]+$/;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MAX_SECRET = 1024 * 1024;
const KEY_WORDS =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function keyCauses(object: unknown, member: string): StatusCause[] {
  return entries(object, member).flatMap(([key]) => {
    const field = `${member}[${key}]`;
    if (key.length > 253) return [invalidValue(field, key, 'must be no more than 253 bytes')];
    if (!KEY.test(key)) return [invalidValue(field, key, KEY_WORDS)];
    return key === '.' || key === '..' || key.startsWith('..') ? [invalidValue(field, key, `must not ${key.length > 2 ? "start with '..'" : `be '${key}'`}`)] : [];
  });
}

function immutableCauses({ object, oldObject }: AdmissionRequest, members: string[]): StatusCause[] {
  if (!oldObject || at(oldObject, 'immutable') !== true) return [];
  const out: StatusCause[] = [];
  if (at(object, 'immutable') !== true) out.push(forbiddenChange('immutable', 'field is immutable when `immutable` is set'));
  for (const member of members) {
    if (JSON.stringify(at(object, member) ?? {}) !== JSON.stringify(at(oldObject, member) ?? {})) {
      out.push(forbiddenChange(member, 'field is immutable when `immutable` is set'));
    }
  }
  return out;
}

export const configMapHooks: KindHooks = {
  validate: (request) => {
    if (request.operation === 'DELETE') return [];
    const { object } = request;
    const both = entries(object, 'data').filter(([key]) => at(object, 'binaryData', key) !== undefined);
    return [
      ...keyCauses(object, 'data'),
      ...keyCauses(object, 'binaryData'),
      ...both.map(([key]) => invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData')),
      ...immutableCauses(request, ['data', 'binaryData']),
    ];
  },
};

/** Keys a typed secret has to carry. */
const NEEDED: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

function mutateSecret({ object, operation }: AdmissionRequest): void {
  if (operation === 'DELETE') return;
  if (object.type === undefined || object.type === '') object.type = 'Opaque';
  const plain = isFields(object.stringData) ? object.stringData : undefined;
  delete object.stringData;
  if (!plain) return;
  const encoded = Object.entries(plain).map(([key, value]) => [key, Buffer.from(String(value)).toString('base64')] as const);
  object.data = { ...(isFields(object.data) ? object.data : {}), ...Object.fromEntries(encoded) };
}

function secretTypeCauses(object: unknown): StatusCause[] {
  const type = text(object, 'type');
  if (type === 'kubernetes.io/basic-auth') {
    const has = ['username', 'password'].some((key) => at(object, 'data', key) !== undefined);
    return has ? [] : [required('data[username]'), required('data[password]')];
  }
  if (type === 'kubernetes.io/service-account-token' && !at(object, 'metadata', 'annotations', 'kubernetes.io/service-account.name')) {
    return [required('metadata.annotations[kubernetes.io/service-account.name]')];
  }
  return (NEEDED[type] ?? []).filter((key) => at(object, 'data', key) === undefined).map((key) => required(`data[${key}]`));
}

function validateSecret(request: AdmissionRequest): StatusCause[] {
  const { object, oldObject, operation } = request;
  if (operation === 'DELETE') return [];
  let size = 0;
  for (const [, value] of entries(object, 'data')) {
    const given = typeof value === 'string' ? value : '';
    if (!BASE64.test(given)) {
      throw badRequest(`Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${given.search(/[^A-Za-z0-9+/]/) < 0 ? given.length : given.search(/[^A-Za-z0-9+/]/)}`);
    }
    size += given.length * 0.75;
  }
  const tooBig: StatusCause[] = size > MAX_SECRET ? [{ reason: 'FieldValueTooLong', message: `Too long: may not be more than ${MAX_SECRET} bytes`, field: 'data' }] : [];
  const type = text(object, 'type');
  const retyped = oldObject && text(oldObject, 'type') !== type ? [invalidValue('type', type, 'field is immutable')] : [];
  return [...keyCauses(object, 'data'), ...tooBig, ...secretTypeCauses(object), ...retyped, ...immutableCauses(request, ['data'])];
}

export const secretHooks: KindHooks = { mutate: mutateSecret, validate: validateSecret };
