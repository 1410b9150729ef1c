import type { UnknownObject } from '../../../contracts/objects';
import type { KindDefinition, VersionDefinition } from '../../kinds/definition';
import { ApiError, badRequest, notFound } from '../../lib/api-error';
import { decodeJsonPatchBody } from './decode';
import { applyJsonPatch } from './json-patch';
import { applyMergePatch } from './merge-patch';
import { isObject } from './tree';

export const PatchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

export interface PatchRequest {
  /** The Content-Type header; parameters are ignored. */
  contentType: string;
  /** The stored object in the version of the request; undefined when there is none (then only an apply may go on). Never changed. */
  current: UnknownObject | undefined;
  body: string | Buffer;
  definition: KindDefinition;
  version: VersionDefinition;
  query: URLSearchParams;
  /** Name on the URL, for the words of refusals. */
  name: string;
}

const mediaType = (contentType: string) => (contentType.split(';')[0] ?? '').trim().toLowerCase();

function unsupported(definition: KindDefinition): ApiError {
  if (definition.origin === 'core') return new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
  const accepted = [PatchTypes.json, PatchTypes.merge, PatchTypes.apply].join(', ');
  return new ApiError(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: ${accepted}`);
}

function asObject(value: unknown): UnknownObject {
  if (isObject(value) && isObject(value.metadata) && typeof value.apiVersion === 'string' && typeof value.kind === 'string') {
    return value as UnknownObject;
  }
  throw badRequest('the patched object is no Kubernetes object: apiVersion, kind and metadata are needed');
}

/**
 * The object after the patch, a new one; it still has to be defaulted, validated and stored.
 * Everything that does not fit is an `ApiError` in kube-apiserver's words.
 */
export function applyPatch(request: PatchRequest): UnknownObject {
  const { current, definition } = request;
  const type = mediaType(request.contentType);
  const body = request.body.toString();
  const known = type === PatchTypes.json || type === PatchTypes.merge;
  if (!known) throw unsupported(definition);
  if (!current) throw notFound(definition, request.name);
  const patch = decodeJsonPatchBody(body);
  if (type === PatchTypes.json) return asObject(applyJsonPatch(current, patch));
  return asObject(applyMergePatch(current, patch));
}
