import type { StatusCause } from '../../../../contracts/objects';
import type { AdmissionRequest, KindHooks } from '../../definition';
import { at, entries, strings } from '../../read';
import { invalidValue, notSupported } from '../causes';
import { amountOf } from './amount';

const WHOLE = new Set(['pods', 'services', 'services.nodeports', 'services.loadbalancers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas']);
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage', 'storage'];
const SCOPES = ['BestEffort', 'CrossNamespacePodAffinity', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating', 'VolumeAttributesClass'];

/** Names without a domain have to be ones the server knows. */
function isStandard(name: string): boolean {
  if (WHOLE.has(name) || COMPUTE.includes(name) || name.startsWith('count/')) return true;
  const [member, rest = ''] = name.split(/\.(.*)/s);
  return (member === 'requests' || member === 'limits') && (COMPUTE.includes(rest) || rest.startsWith('hugepages-'));
}

function limitCauses(name: string, value: unknown): StatusCause[] {
  const field = `spec.hard[${name}]`;
  const amount = amountOf(value);
  const named = name.includes('/') || isStandard(name) ? [] : [invalidValue(field, name, 'must be a standard resource for quota')];
  if (!amount) return named;
  if (amount.milli < 0n) return [...named, invalidValue(field, value, 'must be greater than or equal to 0')];
  const isWhole = WHOLE.has(name) || name.startsWith('count/');
  return isWhole && amount.milli % 1000n !== 0n ? [...named, invalidValue(field, value, 'must be an integer')] : named;
}

function quotaCauses({ object, oldObject }: AdmissionRequest): StatusCause[] {
  const scopes = strings(object, 'spec', 'scopes');
  const changed = oldObject !== undefined && JSON.stringify([...scopes].sort()) !== JSON.stringify([...strings(oldObject, 'spec', 'scopes')].sort());
  return [
    ...entries(object, 'spec', 'hard').flatMap(([name, value]) => limitCauses(name, value)),
    ...scopes.filter((scope) => !SCOPES.includes(scope)).map((scope) => notSupported('spec.scopes', scope, SCOPES)),
    ...(changed ? [invalidValue('spec.scopes', scopes, 'field is immutable')] : []),
  ];
}

/** ResourceQuotas themselves. */
export const resourceQuotaHooks: KindHooks = {
  validate: (request) => (request.operation === 'DELETE' || request.subresource ? [] : quotaCauses(request)),
};

const PERCENT_WORDS = "a valid percent string must be a numeric followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

function portionCauses(field: string, value: unknown): StatusCause[] {
  if (typeof value === 'number') return value < 0 ? [invalidValue(field, value, 'must be greater than or equal to 0')] : [];
  if (typeof value !== 'string') return [];
  if (!/^[0-9]+%$/.test(value)) return [invalidValue(field, value, PERCENT_WORDS)];
  return Number.parseInt(value, 10) > 100 ? [invalidValue(field, value, 'must not be greater than 100%')] : [];
}

/** PodDisruptionBudgets: one of two measures, in pods or in percent. */
export const disruptionBudgetHooks: KindHooks = {
  validate: ({ object, operation, subresource }) => {
    if (operation === 'DELETE' || subresource) return [];
    const [least, most] = [at(object, 'spec', 'minAvailable'), at(object, 'spec', 'maxUnavailable')];
    // Shown as Go's internal type, which has no JSON names.
    const shown = { MinAvailable: least, Selector: at(object, 'spec', 'selector') ?? null, MaxUnavailable: most, UnhealthyPodEvictionPolicy: at(object, 'spec', 'unhealthyPodEvictionPolicy') ?? null };
    const both = least !== undefined && most !== undefined ? [invalidValue('spec', shown, 'minAvailable and maxUnavailable cannot be both set')] : [];
    return [...both, ...portionCauses('spec.minAvailable', least), ...portionCauses('spec.maxUnavailable', most)];
  },
};
