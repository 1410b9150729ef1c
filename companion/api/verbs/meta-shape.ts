import type { ObjectMeta } from '../../../contracts/objects';
import type { ApiError } from '../../lib/api-error';
import { isFields } from '../../kinds/read';
import type { Fields } from '../../kinds/read';
import { badTime } from '../schema/go-types';

type Check = (value: unknown) => string | undefined;

const expect = (type: string, words: string): Check => (value) => (typeof value === type ? undefined : words);

const stringMap: Check = (value) => {
  if (!isFields(value)) return 'map[string]string';
  return Object.values(value).every((each) => typeof each === 'string') ? undefined : 'string';
};
const stringList: Check = (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? undefined : '[]string');
const time: Check = (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : 'time.Time');

const owner: Check = (value) => {
  if (!isFields(value)) return 'v1.OwnerReference';
  for (const part of ['apiVersion', 'kind', 'name', 'uid']) {
    if (value[part] !== undefined && typeof value[part] !== 'string') return 'string';
  }
  for (const part of ['controller', 'blockOwnerDeletion']) {
    if (value[part] !== undefined && value[part] !== null && typeof value[part] !== 'boolean') return 'bool';
  }
  return undefined;
};
const owners: Check = (value) => (Array.isArray(value) ? value.map(owner).find((fault) => fault) : '[]v1.OwnerReference');
const managed: Check = (value) => (Array.isArray(value) && value.every(isFields) ? undefined : '[]v1.ManagedFieldsEntry');

/** Every member of ObjectMeta and what its JSON has to be. */
const MEMBERS: Record<string, Check> = {
  name: expect('string', 'string'),
  generateName: expect('string', 'string'),
  namespace: expect('string', 'string'),
  selfLink: expect('string', 'string'),
  uid: expect('string', 'types.UID'),
  resourceVersion: expect('string', 'string'),
  generation: expect('number', 'int64'),
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: expect('number', 'int64'),
  labels: stringMap,
  annotations: stringMap,
  ownerReferences: owners,
  finalizers: stringList,
  managedFields: managed,
};

const typeName = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value);

/** The member of a map or list that does not fit, or the whole value. */
function culprit(value: unknown, wanted: string): unknown {
  const ofStrings = wanted === 'string' && typeof value === 'object' && value !== null;
  return ofStrings ? Object.values(value).find((each) => typeof each !== 'string') : value;
}

/** Members that Go leaves out when there is nothing in them. */
function isOmitted(member: string, value: unknown): boolean {
  if (member === 'selfLink') return true;
  return member !== 'managedFields' && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function badType(member: string, custom: boolean, value: unknown, wanted: string): string {
  if (wanted === 'time.Time' && typeof value === 'string') return badTime(value);
  const place = custom ? member : `metadata.${member}`;
  return `json: cannot unmarshal ${typeName(culprit(value, wanted))} into Go struct field ObjectMeta.${place} of type ${wanted}`;
}

/** Checks the JSON types of an object's metadata. Nulls mean absent, unknown members are left out and named. */
export function shapeMetadata(given: Fields, custom: boolean, refuse: (why: string) => ApiError): { metadata: ObjectMeta; unknown: string[] } {
  const metadata: Fields = {};
  const unknown: string[] = [];
  for (const [member, value] of Object.entries(given)) {
    const check = Object.hasOwn(MEMBERS, member) ? MEMBERS[member] : undefined;
    if (!check) {
      unknown.push(`metadata.${member}`);
      continue;
    }
    if (value === null) continue;
    const wanted = check(value);
    if (wanted) throw refuse(badType(member, custom, value, wanted));
    if (!isOmitted(member, value)) metadata[member] = value;
  }
  return { metadata: { name: '', ...metadata }, unknown };
}
