import { isDeepStrictEqual } from 'node:util';
import type { StatusCause } from '../../../../contracts/objects';
import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, type Fields, isFields, items, text } from '../../read';
import { type FeatureGates, featureGates } from '../feature-gates';
import { Webhooks } from '../webhooks';
import { invalid, notSupported, required, when } from './causes';
import { hasReservedLabel, RESERVED_LABELS } from './scheduling';
import { specCauses } from './spec';

const VIDEO = ['', 'vga', 'cirrus', 'virtio', 'ramfb', 'bochs'];
const ARCHITECTURES = ['', 'amd64', 'arm64', 's390x'];

function architectureCauses(spec: Fields): StatusCause[] {
  const architecture = text(spec, 'architecture') || 'amd64';
  if (!ARCHITECTURES.includes(architecture)) return [invalid('spec.architecture', `unsupported architecture: ${architecture}`)];
  const video = text(spec, 'domain', 'devices', 'video', 'type');
  const causes = when(!VIDEO.includes(video), () =>
    notSupported('spec.domain.devices.video.type', `video model '${video}' is not supported on ${architecture} architecture`),
  );
  if (architecture === 'arm64') {
    items(spec, 'domain', 'devices', 'disks').forEach((disk, index) => {
      if (!['', 'virtio', 'scsi'].includes(text(disk, 'disk', 'bus'))) {
        causes.push(notSupported(`spec.domain.devices.disks[${index}].disk.bus`, 'Arm64 not support this disk bus type, please use virtio or scsi'));
      }
    });
  }
  const watchdog = at(spec, 'domain', 'devices', 'watchdog');
  const foreign = architecture === 'amd64' && isFields(at(watchdog, 'diag288'));
  return [...causes, ...when(foreign, () => notSupported('spec.domain.devices.watchdog', 'amd64 only supports I6300ESB watchdog device'))];
}

function memoryCauses(spec: Fields): StatusCause[] {
  const domain = spec.domain;
  const given = [at(domain, 'memory', 'guest'), at(domain, 'memory', 'hugepages', 'pageSize'), at(domain, 'resources', 'requests', 'memory')];
  const words =
    "no memory requested, at least one of 'spec.domain.memory.guest', 'spec.domain.memory.hugepages.pageSize' or 'spec.domain.resources.requests.memory' must be set";
  return when(given.every((value) => value === undefined), () => ({ reason: 'FieldValueRequired', message: words }));
}

const GATED: Record<string, { gate: string; words: string }> = {
  'kubevirt.io/ignitiondata': {
    gate: 'ExperimentalIgnitionSupport',
    words: 'ExperimentalIgnitionSupport feature gate is not enabled in kubevirt-config, invalid entry metadata.annotations.kubevirt.io/ignitiondata',
  },
  'hooks.kubevirt.io/hookSidecars': {
    gate: 'Sidecar',
    words: 'sidecar feature gate is not enabled in kubevirt-config, invalid entry metadata.annotations.hooks.kubevirt.io/hookSidecars',
  },
};

function metadataCauses({ object, internal }: AdmissionRequest, gates: FeatureGates): StatusCause[] {
  const gated = Object.entries(GATED).filter(([annotation, { gate }]) => object.metadata.annotations?.[annotation] !== undefined && !gates(gate));
  const words = 'creation of the following reserved kubevirt.io/ labels on a VMI object is prohibited';
  return [
    ...when(!internal && hasReservedLabel(object.metadata), () => notSupported('metadata.labels', words)),
    ...gated.map(([, { words }]) => invalid('metadata.annotations', words)),
  ];
}

function createCauses(request: AdmissionRequest): StatusCause[] {
  const spec = request.object.spec;
  if (!isFields(spec)) return [required('spec', 'spec is required')];
  const utility = items(spec, 'utilityVolumes').length > 0;
  const gates = featureGates(request.read);
  return [
    ...specCauses(spec, 'spec', gates),
    ...memoryCauses(spec),
    ...architectureCauses(spec),
    ...metadataCauses(request, gates),
    ...when(utility, () => invalid('spec.utilityVolumes', 'cannot create VMI with utility volumes in spec, utility volumes can only be added via hotplug')),
  ];
}

function updateCauses({ object, oldObject, internal }: AdmissionRequest): StatusCause[] {
  if (internal) return [];
  if (!isDeepStrictEqual(object.spec, oldObject?.spec)) return [{ reason: 'FieldValueNotSupported', message: 'update of VMI object is restricted' }];
  const changed = RESERVED_LABELS.some((label) => object.metadata.labels?.[label] !== oldObject?.metadata.labels?.[label]);
  const words = 'modification of the following reserved kubevirt.io/ labels on a VMI object is prohibited';
  return when(changed, () => ({ reason: 'FieldValueNotSupported', message: words }));
}

/** Refuses a VirtualMachineInstance as KubeVirt's webhooks do. */
export function validateInstance(request: AdmissionRequest): void {
  if (request.subresource || request.operation === 'DELETE') return;
  const create = request.operation === 'CREATE';
  const causes = create ? createCauses(request) : updateCauses(request);
  if (causes.length > 0) throw webhookDenied(create ? Webhooks.instanceCreate : Webhooks.instanceUpdate, causes);
}

/** The CRD has no status subresource: a status written by anyone but KubeVirt is silently dropped. */
export function keepStatus({ object, oldObject, internal, operation }: AdmissionRequest): void {
  if (operation !== 'UPDATE' || internal || !oldObject) return;
  if (oldObject.status === undefined) delete object.status;
  else object.status = structuredClone(oldObject.status);
}
