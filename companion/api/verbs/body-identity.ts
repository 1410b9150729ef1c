import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { badRequest, invalid } from '../../lib/api-error';
import { invalidValue } from '../../kinds/core/causes';
import { isFields } from '../../kinds/read';
import type { Fields } from '../../kinds/read';
import { toJson } from '../../store/canonical';
import { cannotHandle, unrecognized } from '../decode-error';
import { internalType } from '../internal-types';
import { goType } from '../patch/decode';
import type { Registry, Resource } from '../registry';
import { shapeMetadata } from './meta-shape';

interface Reading {
  registry: Registry;
  /** What a patch has made of an object has to say its kind, whatever the kind. */
  patched?: boolean | undefined;
}

/**
 * Makes an object of the right kind out of a decoded body, or refuses it. Built-in kinds may leave out kind and
 * apiVersion; custom resources must carry both. Returns the draft and the names of unknown metadata fields.
 */
export function draftOf(resource: Resource, body: Fields, reading: Reading): { draft: UnknownObject; unknown: string[] } {
  const { definition, apiVersion, version } = resource;
  const { kind, origin } = definition;
  const given = identityOf(resource, body, reading);
  if (origin === 'crd') checkCustom(resource, given, body, reading);
  else checkBuiltIn(resource, given, reading);
  const refuse = (why: string) => cannotHandle(kind, { kind, version: version.name }, why);
  const { metadata = {} } = body;
  if (metadata !== null && !isFields(metadata)) throw refuse(`json: cannot unmarshal ${goType(metadata)} into Go ${placeOfMetadata(resource)} of type v1.ObjectMeta`);
  const shaped = shapeMetadata(metadata ?? {}, origin === 'crd', refuse);
  return { draft: { ...body, apiVersion, kind, metadata: shaped.metadata }, unknown: shaped.unknown };
}

/** Metadata of a custom resource is decoded by itself, that of a built-in kind as a part of it. */
function placeOfMetadata({ definition }: Resource): string {
  return definition.origin === 'crd' ? 'value' : `struct field ${definition.kind}.metadata`;
}

function identityOf({ definition, apiVersion }: Resource, body: Fields, { patched }: Reading): { kind: string; apiVersion: string } {
  const read = (part: 'kind' | 'apiVersion', otherwise: string): string => {
    const value = body[part];
    if (typeof value === 'string' && value !== '') return value;
    if (value !== undefined && value !== null && value !== '') {
      const why = `couldn't get version/kind; json parse error: json: cannot unmarshal ${goType(value)} into Go struct field .${part} of type string`;
      throw unrecognized(definition.kind, why, toJson(body));
    }
    if (definition.origin === 'crd' ? part === 'apiVersion' : !patched) return definition.origin === 'crd' ? '' : otherwise;
    const json = toJson(body);
    throw unrecognized(definition.kind, `Object '${part === 'kind' ? 'Kind' : 'apiVersion'}' is missing in '${json}'`, json);
  };
  return { kind: read('kind', definition.kind), apiVersion: read('apiVersion', apiVersion) };
}

function checkCustom({ definition, apiVersion }: Resource, given: { kind: string; apiVersion: string }, { metadata }: Fields, { patched }: Reading): void {
  if (given.apiVersion !== apiVersion && !patched) {
    throw badRequest(`the API version in the data (${given.apiVersion}) does not match the expected API version (${apiVersion})`);
  }
  const causes: StatusCause[] = [];
  if (given.kind !== definition.kind) causes.push(invalidValue('kind', given.kind, `must be ${definition.kind}`));
  if (given.apiVersion !== apiVersion) causes.push(invalidValue('apiVersion', given.apiVersion, `must be ${apiVersion}`));
  const name = isFields(metadata) && typeof metadata.name === 'string' ? metadata.name : '';
  // The object is called by what it says it is.
  const group = given.apiVersion.includes('/') ? (given.apiVersion.split('/')[0] ?? '') : '';
  if (causes.length > 0) throw invalid({ group, kind: given.kind }, name, causes);
}

/** The scheme as it introduces itself in the refusal of an unknown kind. */
const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';

function checkBuiltIn({ definition, apiVersion }: Resource, given: { kind: string; apiVersion: string }, { registry }: Reading): void {
  if (given.kind === definition.kind && given.apiVersion === apiVersion) return;
  const version = given.apiVersion.split('/').pop() ?? '';
  const why = registry.hasBuiltIn(given)
    ? `converting (${version}.${given.kind}) to (${internalType(definition)}): unknown conversion`
    : `no kind ${JSON.stringify(given.kind)} is registered for version ${JSON.stringify(given.apiVersion)} in scheme ${JSON.stringify(SCHEME)}`;
  throw cannotHandle(definition.kind, { kind: given.kind, version }, why);
}

/** The namespace of a body has to be the one of the URL, or be left out. */
export function checkPlace({ definition }: Resource, { metadata }: UnknownObject, namespace: string | undefined): void {
  if (!definition.namespaced) return;
  if (metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}

/** An object has to be called what the URL says. */
export function checkName({ metadata }: Pick<UnknownObject, 'metadata'>, name: string): void {
  if (!metadata.name) throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (metadata.name !== name) throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
}
