import type { StatusCause } from '../../../../contracts/objects';
import type { VirtualMachine } from '../../../../contracts/virt';
import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, isFields, items, text } from '../../read';
import { findPreference } from '../instancetype/find';
import type { PreferenceSpec } from '../instancetype/types';
import { webhookError, Webhooks } from '../webhooks';
import { annotateTopology, defaultDomain } from './domain-defaults';
import { ensureFields } from './fields';
import { inferMatcher } from './infer-from-volume';
import { decodingFault, shapeFaults } from './shape-faults';

const WEBHOOK = Webhooks.machineMutator;

function matcherFaults(object: AdmissionRequest['object'], member: 'instancetype' | 'preference', type: string): StatusCause[] {
  const matcher = at(object, 'spec', member);
  if (!isFields(matcher)) return [];
  const [name, infer, policy] = [text(matcher, 'name'), text(matcher, 'inferFromVolume'), text(matcher, 'inferFromVolumeFailurePolicy')];
  const field = `spec.${member}`;
  if (!name && !infer) return [{ reason: 'FieldValueNotFound', message: `Either Name or InferFromVolume should be provided within the ${type}`, field }];
  if (name && infer) {
    return [{ reason: 'FieldValueNotSupported', message: 'Name already set, should be cleared before setting inferFromVolume', field: `${field}.name` }];
  }
  if (!policy || policy === 'Ignore' || policy === 'Reject') return [];
  return [{ reason: 'FieldValueInvalid', message: `Invalid value '${policy}' for InferFromVolumeFailurePolicy`, field: `${field}.inferFromVolumeFailurePolicy` }];
}

/** A new name with the old revision would silently keep the old type. */
function revisionFaults({ object, oldObject }: AdmissionRequest, member: 'instancetype' | 'preference'): StatusCause[] {
  const [now, before] = [at(object, 'spec', member), at(oldObject, 'spec', member)];
  const revision = text(now, 'revisionName');
  if (!revision || revision !== text(before, 'revisionName') || text(now, 'name') === text(before, 'name')) return [];
  const message = 'the Matcher Name has been updated without updating the RevisionName';
  return [{ reason: 'FieldValueInvalid', message, field: `spec.${member}.revisionName` }];
}

/** The preference's spec, or undefined: a missing preference is the controller's to report. */
function preferenceOf({ read, object }: AdmissionRequest): PreferenceSpec | undefined {
  try {
    return findPreference(read, object as unknown as VirtualMachine)?.spec;
  } catch {
    return undefined;
  }
}

/** What KubeVirt's mutating webhook does to a VirtualMachine. */
export function defaultMachine(request: AdmissionRequest): void {
  const { object, subresource, operation, read } = request;
  if (subresource || object.metadata.deletionTimestamp) return;
  const faults = [
    ...matcherFaults(object, 'instancetype', 'InstancetypeMatcher'),
    ...matcherFaults(object, 'preference', 'PreferenceMatcher'),
    ...(operation === 'UPDATE' ? [...revisionFaults(request, 'instancetype'), ...revisionFaults(request, 'preference')] : []),
  ];
  const undecodable = decodingFault(at(object, 'spec', 'template', 'spec'), 'VirtualMachineInstanceTemplateSpec', 'spec.template.spec');
  if (undecodable) throw webhookError(WEBHOOK, undecodable);
  const shape = shapeFaults(object);
  if (shape.length > 0) throw webhookDenied(WEBHOOK, shape);
  if (faults.length > 0) throw webhookDenied(WEBHOOK, faults);
  const inference = { webhook: WEBHOOK, read, machine: object, namespace: object.metadata.namespace ?? '' };
  inferMatcher(inference, 'instancetype');
  inferMatcher(inference, 'preference');
  const template = at(object, 'spec', 'template');
  const spec = isFields(template) ? ensureFields(template, 'spec') : undefined;
  if (!isFields(template) || !spec) return;
  // A template without a spec is read as an empty one, and an empty domain has its list of devices.
  const domain = ensureFields(spec, 'domain');
  if (domain) ensureFields(domain, 'devices');
  const preference = preferenceOf(request);
  defaultDomain(spec, preference?.machine?.preferredMachineType);
  annotateTopology(ensureFields(template, 'metadata'));
  const storageClass = preference?.volumes?.preferredStorageClassName;
  if (storageClass) for (const each of items(object, 'spec', 'dataVolumeTemplates')) preferStorageClass(each.spec, storageClass);
}

function preferStorageClass(spec: unknown, storageClass: string): void {
  for (const member of ['pvc', 'storage']) {
    const claim = at(spec, member);
    if (isFields(claim)) claim.storageClassName ??= storageClass;
  }
}
