import { isDeepStrictEqual } from 'node:util';
import type { StatusCause } from '../../../../contracts/objects';
import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, type Fields, isFields, text } from '../../read';
import { type FeatureGates, featureGates } from '../feature-gates';
import { Webhooks } from '../webhooks';
import { invalid, when } from './causes';
import { specCauses } from './spec';

/** Every label that the selector asks for stands in the template. */
function selects(selector: unknown, labels: unknown): boolean {
  const wanted = at(selector, 'matchLabels');
  return !isFields(wanted) || Object.entries(wanted).every(([key, value]) => at(labels, key) === value);
}

const mismatch = (selector: unknown, labels: unknown) => when(!selects(selector, labels), () => invalid('spec.selector', 'selector does not match labels.'));

function maxUnavailable(value: unknown): StatusCause[] {
  const field = 'spec.maxUnavailable';
  if (typeof value === 'number') return when(value <= 0, () => invalid(field, 'maxUnavailable must be greater than 0'));
  if (typeof value !== 'string') return [];
  if (!value.endsWith('%')) return [invalid(field, 'maxUnavailable percentage must end with %')];
  const percent = Number(value.slice(0, -1));
  return when(!(percent >= 1 && percent <= 100), () => invalid(field, `maxUnavailable percentage value ${value.slice(0, -1)} must be between 1 and 100`));
}

function scaleIn(strategy: unknown): StatusCause[] {
  const set = isFields(strategy) ? ['opportunistic', 'proactive', 'unmanaged'].filter((each) => isFields(strategy[each])) : [];
  return when(set.length > 1, () => invalid('spec.scaleInStrategy', `only one strategy can be configured at a time: but found ${set.join(', ')} strategies`));
}

function poolTemplate(spec: Fields, gates: FeatureGates): StatusCause[] {
  const template = 'spec.virtualMachineTemplate';
  const strategy = text(spec, 'virtualMachineTemplate', 'spec', 'runStrategy');
  const known = ['', 'Always', 'RerunOnFailure', 'Manual', 'Halted', 'Once'].includes(strategy);
  return [
    ...when(!known, () => invalid(`${template}.spec.runStrategy`, `Invalid RunStrategy (${strategy})`)),
    ...specCauses(at(spec, 'virtualMachineTemplate', 'spec', 'template', 'spec'), `${template}.spec.template.spec`, gates),
  ];
}

/** Refuses a VirtualMachinePool as KubeVirt's webhook does. */
export function validatePool({ object, oldObject, operation, subresource, read }: AdmissionRequest): void {
  const spec = object.spec;
  if (subresource || operation === 'DELETE' || !isFields(spec)) return;
  const moved = operation === 'UPDATE' && !isDeepStrictEqual(spec.selector, at(oldObject, 'spec', 'selector'));
  const causes = [
    ...poolTemplate(spec, featureGates(read)),
    ...when(moved, () => invalid('spec.selector', 'selector is immutable after creation.')),
    ...mismatch(spec.selector, at(spec, 'virtualMachineTemplate', 'metadata', 'labels')),
    ...maxUnavailable(spec.maxUnavailable),
    ...scaleIn(spec.scaleInStrategy),
  ];
  if (causes.length > 0) throw webhookDenied(Webhooks.pool, causes);
}

/** Refuses a VirtualMachineInstanceReplicaSet as KubeVirt's webhook does. */
export function validateReplicaSet({ object, operation, subresource, read }: AdmissionRequest): void {
  const spec = object.spec;
  if (subresource || operation === 'DELETE' || !isFields(spec)) return;
  const causes = [...specCauses(at(spec, 'template', 'spec'), 'spec.template.spec', featureGates(read)), ...mismatch(spec.selector, at(spec, 'template', 'metadata', 'labels'))];
  if (causes.length > 0) throw webhookDenied(Webhooks.replicaSet, causes);
}
