import type { UnknownObject } from '../../../contracts/objects';
import { badRequest } from '../../lib/api-error';
import { isFields } from '../../kinds/read';
import type { Fields } from '../../kinds/read';
import { excerpt } from '../http/decode';
import { toJson } from '../../store/canonical';
import { shapeMetadata } from './meta-shape';
import type { Resource } from '../registry';

/**
 * Makes an object of the right kind out of a decoded body, or refuses it. Built-in kinds may leave out kind and
 * apiVersion; custom resources must carry both. Returns the draft and the names of unknown metadata fields.
 */
export function draftOf(resource: Resource, body: Fields): { draft: UnknownObject; unknown: string[] } {
  checkKind(resource, body);
  const { kind } = resource.definition;
  if (body.metadata !== undefined && body.metadata !== null && !isFields(body.metadata)) {
    throw cannotHandle(resource, `json: cannot unmarshal ${goType(body.metadata)} into Go struct field ${kind}.metadata of type v1.ObjectMeta`);
  }
  const { metadata, unknown } = shapeMetadata(body.metadata ?? {}, (why) => cannotHandle(resource, why));
  return { draft: { ...body, apiVersion: resource.apiVersion, kind, metadata }, unknown };
}

/** 400 in the words of a decoder that met a wrong type. */
export function cannotHandle({ definition, version }: Resource, why: string) {
  return badRequest(`${definition.kind} in version "${version.name}" cannot be handled as a ${definition.kind}: ${why}`);
}

/** A JSON value's type in the words of Go's decoder. */
export function goType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

function checkKind({ definition, apiVersion, version }: Resource, body: Fields): void {
  const { kind, origin } = definition;
  const custom = origin === 'crd';
  for (const part of ['kind', 'apiVersion'] as const) {
    const value = body[part];
    const missing = value === undefined || value === null || value === '';
    if (missing && !custom) continue;
    const title = part === 'kind' ? 'Kind' : 'apiVersion';
    if (missing) {
      const json = excerpt(toJson(body));
      throw badRequest(`the object provided is unrecognized (must be of type ${kind}): Object '${title}' is missing in '${json}' (${json})`);
    }
    if (typeof value !== 'string') {
      throw badRequest(`the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${goType(value)} into Go struct field .${part} of type string (${excerpt(toJson(body))})`);
    }
  }
  const given = { kind: typeof body.kind === 'string' ? body.kind : kind, apiVersion: typeof body.apiVersion === 'string' ? body.apiVersion : apiVersion };
  if (given.apiVersion !== apiVersion && given.apiVersion !== '') {
    throw badRequest(`the API version in the data (${given.apiVersion}) does not match the expected API version (${apiVersion})`);
  }
  if (given.kind === kind || given.kind === '') return;
  if (custom) throw badRequest(`the kind in the data (${given.kind}) does not match the expected kind (${kind})`);
  throw badRequest(
    `${given.kind} in version "${version.name}" cannot be handled as a ${kind}: converting (${version.name}.${given.kind}) to (core.${kind}): unknown conversion`,
  );
}
