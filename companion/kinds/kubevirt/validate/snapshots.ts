import { isDeepStrictEqual } from 'node:util';
import { RestoreKind } from '../../../../contracts/kinds';
import type { StatusCause } from '../../../../contracts/objects';
import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, type Fields, isFields, items, text } from '../../read';
import { webhookError, Webhooks } from '../webhooks';
import { invalid, notFound, required, when } from './causes';

const DURATION = /^(-?\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$|^0$/;

/** Durations that Go cannot parse are a plain 400. */
function requireDuration(webhook: string, value: unknown): void {
  if (typeof value !== 'string' || DURATION.test(value)) return;
  throw webhookError(webhook, `time: invalid duration "${value}"`);
}

/** `{apiGroup: kubevirt.io, kind: VirtualMachine}` as snapshots and restores want it. */
function machineReference(reference: unknown, field: string): StatusCause[] {
  const group = at(reference, 'apiGroup');
  if (group === undefined || group === null) return [notFound(`${field}.apiGroup`, 'missing apiGroup')];
  if (group !== 'kubevirt.io') return [invalid(`${field}.apiGroup`, 'invalid apiGroup')];
  return when(text(reference, 'kind') !== 'VirtualMachine', () => invalid(`${field}.kind`, 'invalid kind'));
}

/** Specs that may not change: true when the request was an update and has been dealt with. */
function isImmutable({ object, oldObject, operation }: AdmissionRequest, webhook: string): boolean {
  if (operation !== 'UPDATE') return false;
  if (!isDeepStrictEqual(object.spec, oldObject?.spec)) throw webhookDenied(webhook, [invalid('spec', 'spec in immutable after creation')]);
  return true;
}

const isIdle = ({ operation, subresource }: AdmissionRequest) => Boolean(subresource) || operation === 'DELETE';

export function validateSnapshot(request: AdmissionRequest): void {
  if (isIdle(request) || isImmutable(request, Webhooks.snapshot)) return;
  const { object } = request;
  requireDuration(Webhooks.snapshot, at(object, 'spec', 'failureDeadline'));
  const causes = machineReference(at(object, 'spec', 'source'), 'spec.source');
  if (causes.length > 0) throw webhookDenied(Webhooks.snapshot, causes);
}

function policies(spec: Fields): StatusCause[] {
  const [volumes, owners] = [text(spec, 'volumeRestorePolicy'), text(spec, 'volumeOwnershipPolicy')];
  return [
    ...when(!['', 'RandomizeNames', 'InPlace', 'PrefixTargetName'].includes(volumes), () => invalid('spec.volumeRestorePolicy', `volume restore policy "${volumes}" doesn't exist`)),
    ...when(!['', 'Vm', 'None'].includes(owners), () => invalid('spec.volumeOwnershipPolicy', `volume ownership policy "${owners}" doesn't exist`)),
  ];
}

function overrides(spec: Fields): StatusCause[] {
  return items(spec, 'volumeRestoreOverrides').flatMap((override, index) => {
    const field = `spec.volumeRestoreOverrides[${index}]`;
    if (!text(override, 'volumeName')) return [required(`${field}.volumeName`, 'must provide a volume name')];
    const nothing = !text(override, 'restoreName') && !isFields(override.labels) && !isFields(override.annotations);
    return when(nothing, () => required(field, 'must provide at least one overriden field'));
  });
}

export function validateRestore(request: AdmissionRequest): void {
  if (isIdle(request) || isImmutable(request, Webhooks.restore)) return;
  const { object, read } = request;
  const spec = isFields(object.spec) ? object.spec : {};
  const target = text(spec, 'target', 'name');
  const causes = [...machineReference(spec.target, 'spec.target'), ...overrides(spec), ...policies(spec)];
  const other = read
    .list(RestoreKind, { namespace: object.metadata.namespace ?? '' })
    .find((each) => text(each, 'spec', 'target', 'name') === target && at(each, 'status', 'complete') !== true);
  if (causes.length === 0 && other) causes.push(invalid('spec.target', `VirtualMachineRestore "${other.metadata.name}" in progress`));
  if (causes.length > 0) throw webhookDenied(Webhooks.restore, causes);
}

const EXPORTS: Record<string, { group: string; groupWords: string; nameWords: string }> = {
  PersistentVolumeClaim: { group: '', groupWords: 'PVC API group must be missing or blank', nameWords: 'PVC name must not be empty' },
  VirtualMachine: { group: 'kubevirt.io', groupWords: 'VM API group must be kubevirt.io', nameWords: 'Virtual Machine name must not be empty' },
  VirtualMachineSnapshot: {
    group: 'snapshot.kubevirt.io',
    groupWords: 'VMSnapshot API group must be snapshot.kubevirt.io',
    nameWords: 'VMSnapshot name must not be empty',
  },
};

export function validateExport(request: AdmissionRequest): void {
  if (isIdle(request) || isImmutable(request, Webhooks.exporting)) return;
  const source = at(request.object, 'spec', 'source');
  const kind = text(source, 'kind');
  requireDuration(Webhooks.exporting, at(request.object, 'spec', 'ttlDuration'));
  const rule = EXPORTS[kind];
  const template = kind === 'VirtualMachineTemplate';
  const unknown = template ? 'VirtualMachineTemplate source requires the OCIExport feature gate and virt-template deployment to be enabled' : 'invalid kind';
  const causes = rule
    ? [
        ...when(text(source, 'apiGroup') !== rule.group, () => invalid('spec.source.APIGroup', rule.groupWords)),
        ...when(!text(source, 'name'), () => invalid('spec.source.name', rule.nameWords)),
      ]
    : [invalid('spec.source.kind', unknown)];
  if (causes.length > 0) throw webhookDenied(Webhooks.exporting, causes);
}
