import type { UnknownObject } from '../../../contracts/objects';
import type { KindDefinition, VersionDefinition } from '../../kinds/definition';
import { ApiError, invalid, notFound } from '../../lib/api-error';
import { toJson } from '../../store/canonical';
import { invalidPatch, noObject } from '../decode-error';
import { schemaOf } from '../schema/process';
import { applyConfiguration } from './apply';
import { decodeApplyBody, decodeJsonPatchBody, goType } from './decode';
import { goMap } from './go-map';
import { rootSchema } from './field-schema';
import { applyJsonPatch } from './json-patch';
import { applyMergePatch } from './merge-patch';
import { applyStrategicPatch } from './strategic';
import type { JsonObject } from './tree';
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
  /** RFC 3339 with seconds, for managedFields of an apply; now when left out. */
  time?: string;
  subresource?: string | undefined;
}

const mediaType = (contentType: string) => (contentType.split(';')[0] ?? '').trim().toLowerCase();

function unsupported(definition: KindDefinition): ApiError {
  if (definition.origin === 'core') return new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  const accepted = [PatchTypes.json, PatchTypes.merge, PatchTypes.apply].join(', ');
  return new ApiError(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: ${accepted}`);
}

/** A patch of operations may leave anything. */
function asObject(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw invalidPatch(toJson(value), noObject(goType(value)));
}

function now(): string {
  return new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Is this the content type of a server-side apply? Its result comes with managedFields and may be a new object. */
export function isApply(contentType: string): boolean {
  return mediaType(contentType) === PatchTypes.apply;
}

/**
 * The object after the patch, a new one; it still has to be defaulted, validated and stored. After all but an apply the
 * caller tracks the change (`trackUpdate`). Everything that does not fit is an `ApiError` in kube-apiserver's words.
 */
export function applyPatch(request: PatchRequest): JsonObject {
  const { current, definition, version } = request;
  const type = mediaType(request.contentType);
  const body = request.body.toString();
  const isStrategic = type === PatchTypes.strategic && definition.origin === 'core';
  if (type !== PatchTypes.json && type !== PatchTypes.merge && type !== PatchTypes.apply && !isStrategic) throw unsupported(definition);
  // Only the object itself can be made by an apply, not a part of it.
  if (!current && request.subresource) throw notFound(definition, request.name);
  if (type === PatchTypes.apply) return applyConfiguration({ ...request, config: decodeApplyBody(body), time: request.time ?? now() });
  refuseForce(request.query);
  if (!current) throw notFound(definition, request.name);
  if (isStrategic) return applyStrategicPatch(current, decodeJsonPatchBody(body, ''), rootSchema(schemaOf(version)));
  const patch = decodeJsonPatchBody(body, 'error decoding patch: ');
  return type === PatchTypes.json ? asObject(applyJsonPatch(current, patch)) : applyMergePatch(current, patch);
}

/** What a refusal of the patched object shows: that object, or of a strategic merge patch the patch in Go's notation. */
export function shownPatch({ contentType, body }: Pick<PatchRequest, 'contentType' | 'body'>, patched: JsonObject): string {
  if (mediaType(contentType) === PatchTypes.strategic) return goMap(decodeJsonPatchBody(body.toString(), ''));
  return toJson(patched);
}

function refuseForce(query: URLSearchParams): void {
  if (!query.has('force')) return;
  const cause = { reason: 'FieldValueForbidden', message: 'Forbidden: may not be specified for non-apply patch', field: 'force' };
  throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [cause]);
}
