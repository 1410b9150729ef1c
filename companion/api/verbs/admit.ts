import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { NamespaceKind } from '../../../contracts/kinds';
import { ApiError, forbidden, invalid, notFound } from '../../lib/api-error';
import { qualifiedName } from '../errors';
import { metadataCauses } from './meta-rules';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

interface Admission {
  resource: Resource;
  operation: 'CREATE' | 'UPDATE';
  draft: UnknownObject;
  before?: UnknownObject;
  subresource?: string | undefined;
  /** Found while decoding. */
  unknown: string[];
  /** Faults that belong before all others. */
  causes?: StatusCause[];
}

/** Defaults, prunes, mutates and validates a draft in place, in the order of a real API server; refuses with every cause at once. */
export function admit(core: ApiCore, context: WriteContext, admission: Admission): void {
  const { resource, draft, operation, before, subresource } = admission;
  const { hooks } = resource.definition;
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
  hooks?.mutate?.(request);
  const causes = [...(admission.causes ?? []), ...metadataCauses(resource, draft), ...(hooks?.validate?.(request) ?? [])];
  if (causes.length > 0) throw invalid(resource.definition, draft.metadata.name, causes);
}

/** New objects need a namespace that exists and is not going away. */
export function checkNamespace(core: ApiCore, { definition }: Resource, namespace: string | undefined, name: string): void {
  if (namespace === undefined) return;
  const found = core.reader.get(NamespaceKind, namespace);
  if (!found) throw notFound(NamespaceKind, namespace);
  if (!found.metadata.deletionTimestamp) return;
  throw forbidden(
    `${qualifiedName(definition)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    {
      name,
      ...(definition.group ? { group: definition.group } : {}),
      kind: definition.plural,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
    },
  );
}

/** An internal fault in the form of a real server: a Status with reason InternalError. */
export function internalError(error: unknown): ApiError {
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}
