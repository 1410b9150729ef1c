import type { StatusCause, UnknownObject } from '../../../../contracts/objects';
import type { VirtualMachine, VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import { ApiError, webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, type Fields, isFields, items, text } from '../../read';
import { featureGates } from '../feature-gates';
import { applyPreference } from '../instancetype/apply-preference';
import { instancetypeConflicts } from '../instancetype/conflicts';
import { findInstancetype, findPreference } from '../instancetype/find';
import { requirementShortfall, spreadShortfall } from '../instancetype/requirements';
import { Webhooks } from '../webhooks';
import { invalid, notFound, notSupported, required, when } from './causes';
import { lockCauses } from './machine-locks';
import { maxSockets } from './resources';
import { hasReservedLabel } from './scheduling';
import { specCauses } from './spec';

const T = 'spec.template.spec';
const STRATEGIES = ['Always', 'RerunOnFailure', 'Manual', 'Halted', 'Once'];

function runStrategy(spec: Fields): StatusCause[] {
  const { running, runStrategy: strategy } = spec;
  const isSet = (value: unknown) => value !== undefined && value !== null;
  if (isSet(running) && isSet(strategy)) {
    return [invalid('spec.running', 'Running and RunStrategy are mutually exclusive. Note that Running is deprecated, please use RunStrategy instead')];
  }
  if (!isSet(running) && !isSet(strategy)) return [invalid('spec.running', 'RunStrategy must be specified')];
  if (!isSet(strategy) || STRATEGIES.includes(String(strategy))) return [];
  const gate = strategy === 'WaitAsReceiver' ? ', DecentralizedLiveMigration feature gate is not enabled in kubevirt resource' : '';
  return [invalid('spec.runStrategy', `Invalid RunStrategy (${String(strategy)})${gate}`)];
}

const SOURCES = ['http', 's3', 'gcs', 'registry', 'pvc', 'upload', 'blank', 'imageio', 'vddk', 'snapshot'];

function dataVolumeSpec(template: Fields, field: string): StatusCause[] {
  const spec = template.spec;
  const [pvc, storage] = [isFields(at(spec, 'pvc')), isFields(at(spec, 'storage'))];
  const claim = isFields(at(spec, 'pvc')) ? at(spec, 'pvc') : at(spec, 'storage');
  const external = isFields(at(claim, 'dataSource')) || isFields(at(claim, 'dataSourceRef'));
  const source = at(spec, 'source');
  const sources = isFields(source) ? SOURCES.filter((each) => isFields(source[each])).length : 0;
  const causes: StatusCause[] = [];
  if (!pvc && !storage) causes.push(invalid(`${field}.PVC.Storage`, 'Missing Data volume PVC or Storage'));
  if (pvc && storage) causes.push(invalid(`${field}.PVC.Storage`, 'Duplicate storage definition, both target storage and target pvc defined'));
  if (!isFields(source) && !isFields(at(spec, 'sourceRef')) && !external) {
    causes.push(invalid(`${field}.source.sourceRef`, 'Data volume should have either Source, SourceRef, or be externally populated'));
  }
  if (sources > 1) causes.push(invalid(`${field}.source`, 'Multiple dataVolume sources'));
  return causes;
}

function dataVolumeTemplates(object: UnknownObject): StatusCause[] {
  const used = new Set(items(object, 'spec', 'template', 'spec', 'volumes').map((volume) => text(volume, 'dataVolume', 'name') || text(volume, 'persistentVolumeClaim', 'claimName')));
  return items(object, 'spec', 'dataVolumeTemplates').flatMap((template, index) => {
    const name = text(template, 'metadata', 'name');
    const namespace = text(template, 'metadata', 'namespace');
    const field = `spec.dataVolumeTemplate[${index}]`;
    if (!name) return [required(`${field}.name`, `'name' field must not be empty for DataVolumeTemplate entry ${field}.name.`)];
    const elsewhere = namespace !== '' && namespace !== object.metadata.namespace;
    return [
      ...when(elsewhere, () =>
        invalid(`spec.dataVolumeTemplates[${index}]`, `Embedded DataVolume namespace ${namespace} differs from VM namespace ${object.metadata.namespace ?? ''}`),
      ),
      ...dataVolumeSpec(template, field),
      ...when(!used.has(name), () => required(field, `DataVolumeTemplate entry ${field} must be referenced in the VMI template's 'volumes' list`)),
    ];
  });
}

/** Missing types and preferences are the controller's to report. */
function found<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** What the instance type and the preference make wrong, and the spec as the preference completes it. */
function origins({ object, read }: AdmissionRequest): { causes: StatusCause[]; spec: unknown } {
  const vm = object as unknown as VirtualMachine;
  const spec = at(object, 'spec', 'template', 'spec');
  if (!isFields(spec) || !isFields(spec.domain)) return { causes: [], spec };
  const instancetype = found(() => findInstancetype(read, vm))?.spec;
  const preference = found(() => findPreference(read, vm))?.spec;
  const typed = spec as unknown as VirtualMachineInstanceSpec;
  const conflicts = instancetype ? instancetypeConflicts(typed, instancetype) : [];
  const causes = conflicts.map((path) => invalid(`${T}.${path}`, `VM field(s) ${T}.${path} conflicts with selected instance type`));
  if (!preference) return { causes, spec };
  const spread = instancetype && spreadShortfall(instancetype, preference);
  if (spread) causes.push(invalid(spread.field, spread.message));
  const lack = causes.length === 0 ? requirementShortfall(typed, instancetype, preference) : undefined;
  if (lack) causes.push(notFound(lack.field, `failure checking preference requirements: ${lack.message}`));
  const complete = structuredClone(typed);
  applyPreference(complete, preference);
  return { causes, spec: complete };
}

/** Refuses a VirtualMachine as KubeVirt's validating webhook does. */
export function validateMachine(request: AdmissionRequest): void {
  const { object, operation, subresource } = request;
  if (subresource) return;
  if (operation === 'DELETE') return protectDeletion(request);
  const spec = at(object, 'spec');
  if (object.metadata.deletionTimestamp || !isFields(spec)) return;
  if (spec.running !== undefined && spec.running !== null) request.warn('spec.running is deprecated, please use spec.runStrategy instead.');
  const { causes, spec: complete } = origins(request);
  if (causes.length > 0) throw webhookDenied(Webhooks.machineValidator, causes);
  const reserved = hasReservedLabel(at(spec, 'template', 'metadata'));
  const all = [
    ...runStrategy(spec),
    ...specCauses(complete, T, featureGates(request.read)),
    ...maxSockets(at(complete, 'domain'), `${T}.domain`),
    ...dataVolumeTemplates(object),
    ...when(reserved, () => notSupported(`${T}.meta.labels`, 'creation of the following reserved kubevirt.io/ labels on a VMI object is prohibited')),
    ...(operation === 'UPDATE' ? lockCauses(request) : []),
  ];
  if (all.length > 0) throw webhookDenied(Webhooks.machineValidator, all);
}

const PROTECTION = 'kubevirt.io/vm-delete-protection';

/** A machine with the protection label is not deleted (the policy that ships with the operator). */
function protectDeletion({ object }: AdmissionRequest): void {
  const value = object.metadata.labels?.[PROTECTION];
  if (value !== 'True' && value !== 'true') return;
  const { name } = object.metadata;
  const message = `virtualmachines.kubevirt.io "${name}" is forbidden: ValidatingAdmissionPolicy 'kubevirt-vm-deletion-protection' with binding 'kubevirt-vm-deletion-protection-binding' denied request: VirtualMachine ${name} cannot be deleted, disable/remove label 'kubevirt.io/vm-delete-protection' from VirtualMachine before deleting it`;
  throw new ApiError(422, 'Invalid', message, { name, group: 'kubevirt.io', kind: 'virtualmachines', causes: [{ message: message.slice(message.indexOf('Validating')) }] });
}
