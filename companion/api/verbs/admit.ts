import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { ApiError, invalid } from '../../lib/api-error';
import { cannotHandle, invalidPatch } from '../decode-error';
import { timestamp } from '../../lib/clock';
import { trackUpdate } from '../patch/managed-fields';
import { processResource, schemaOf } from '../schema/process';
import { finalizerWarnings, metadataCauses } from './meta-rules';
import { scaleCauses } from './scale-rules';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

export interface Admission {
  resource: Resource;
  operation: 'CREATE' | 'UPDATE';
  draft: UnknownObject;
  before?: UnknownObject;
  subresource?: string | undefined;
  /** Unknown fields found while decoding. */
  unknown: string[];
  /** Faults that belong before all others. */
  causes?: StatusCause[];
  /** A server-side apply has written down the owners of fields itself. */
  applied?: boolean | undefined;
}

/** Defaults, prunes, mutates and validates a draft in place, in the order of a real API server; refuses with every cause at once. */
export function admit(core: ApiCore, context: WriteContext, admission: Admission): void {
  const { resource, draft, operation, before, subresource } = admission;
  const { hooks } = resource.definition;
  const decoded = processResource(resource, draft, context.fieldValidation, before, metadataCauses(resource, draft));
  reportUnknown(context, resource, [...admission.unknown, ...decoded.unknown]);
  const request = {
    operation,
    object: draft,
    ...(before ? { oldObject: before } : {}),
    ...(subresource ? { subresource } : {}),
    user: context.user,
    internal: context.internal,
    dryRun: context.dryRun,
    read: core.reader,
    warn: context.warn,
  };
  // Of a custom resource the owners are known before its webhooks run: what those fill in belongs to nobody.
  const webhooks = resource.definition.origin === 'crd';
  if (webhooks) track(core, context, admission);
  hooks?.mutate?.(request);
  if (!webhooks) track(core, context, admission);
  const ofMetadata = metadataCauses(resource, draft);
  const { causes } = hooks?.mutate ? processResource(resource, draft, 'Ignore', before, ofMetadata) : decoded;
  const ofSchema = webhooks && subresource === 'status' ? causes.map(withinStatus) : causes;
  const faults = [...(admission.causes ?? []), ...ofMetadata, ...ofSchema, ...scaleCauses(resource, draft)];
  if (faults.length > 0) throw invalid(resource.definition, draft.metadata.name, faults);
  const refused = hooks?.validate?.(request) ?? [];
  if (refused.length > 0) throw invalid(resource.definition, draft.metadata.name, refused);
  if (webhooks) finalizerWarnings(draft.metadata, before?.metadata).forEach(context.warn);
}

/** An update of the status is validated by the schema of the status alone: the words leave out what is above it. */
function withinStatus(cause: StatusCause): StatusCause {
  const { field = '', message = '' } = cause;
  return { ...cause, message: message.replace(`: ${field} in body`, `: ${field.replace('status.', '')} in body`) };
}

/** Writes down who owns what has changed. */
function track(core: ApiCore, context: WriteContext, { resource, draft, before, subresource, applied }: Admission): void {
  if (applied) return;
  trackUpdate(before, draft, {
    manager: context.fieldManager,
    apiVersion: resource.apiVersion,
    time: timestamp(core.clock),
    subresource,
    schema: schemaOf(resource.version),
    hasStatus: resource.version.status,
    core: resource.definition.origin === 'core',
  });
}

/** Unknown and repeated fields: silent, one warning each, or a refusal, as `fieldValidation` says. */
function reportUnknown({ fieldValidation, warn, duplicates = [], patched }: WriteContext, { definition, version }: Resource, unknown: string[]): void {
  // Pruning by a schema names its finds in the order of the alphabet, Go's decoder as it meets them.
  const paths = definition.origin === 'crd' ? [...unknown].sort() : unknown;
  const words = [...duplicates.map((path) => `duplicate field ${JSON.stringify(path)}`), ...paths.map((path) => `unknown field ${JSON.stringify(path)}`)];
  if (words.length === 0 || fieldValidation === 'Ignore') return;
  if (fieldValidation === 'Warn') return words.forEach(warn);
  const why = `strict decoding error: ${words.join(', ')}`;
  if (patched !== undefined) throw invalidPatch(patched, why);
  throw cannotHandle(definition.kind, { kind: definition.kind, version: version.name }, why);
}

/** An internal fault in the form of a real server: a Status with reason InternalError. */
export function internalError(error: unknown): ApiError {
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}
