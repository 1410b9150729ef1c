import type { UnknownObject } from '../../../../contracts/objects';
import { entries, items, text } from '../../read';
import { addAmounts, type Amount, type Amounts, amountsOf, count } from './amount';

/** Resources a quota counts, beside `count/<plural>.<group>` of any kind. */
const COUNTED = new Set(['configmaps', 'persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas', 'secrets', 'services']);
/** Named without a prefix too, meaning the requests. */
const PLAIN = ['cpu', 'memory', 'ephemeral-storage'];

function isOver(pod: UnknownObject): boolean {
  return ['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase'));
}

/** What the containers ask for together; the biggest of the init containers, where that is more. */
function together(pod: UnknownObject, member: 'requests' | 'limits'): Amounts {
  const of = (list: string) => items(pod, 'spec', list).map((container) => amountsOf(entries(container, 'resources', member)));
  const sum: Record<string, Amount> = { ...addAmounts(...of('containers')) };
  for (const each of of('initContainers')) {
    for (const [name, amount] of Object.entries(each)) {
      if (amount.milli > (sum[name]?.milli ?? 0n)) sum[name] = amount;
    }
  }
  return sum;
}

function podUsage(pod: UnknownObject): Amounts {
  if (isOver(pod)) return {};
  const out: Record<string, Amount> = { pods: count(1) };
  for (const [name, amount] of Object.entries(together(pod, 'requests'))) {
    out[`requests.${name}`] = amount;
    if (PLAIN.includes(name)) out[name] = amount;
  }
  for (const [name, amount] of Object.entries(together(pod, 'limits'))) out[`limits.${name}`] = amount;
  return out;
}

function claimUsage(claim: UnknownObject): Amounts {
  const { storage } = amountsOf(entries(claim, 'spec', 'resources', 'requests'));
  const storageClass = text(claim, 'spec', 'storageClassName');
  const below = storageClass ? `${storageClass}.storageclass.storage.k8s.io/` : undefined;
  return {
    ...(storage ? { 'requests.storage': storage } : {}),
    ...(below ? { [`${below}persistentvolumeclaims`]: count(1), ...(storage ? { [`${below}requests.storage`]: storage } : {}) } : {}),
  };
}

function serviceUsage(service: UnknownObject): Amounts {
  const type = text(service, 'spec', 'type');
  const ports = items(service, 'spec', 'ports').length;
  const balanced = type === 'LoadBalancer';
  return {
    'services.loadbalancers': count(balanced ? 1 : 0),
    'services.nodeports': count(balanced || type === 'NodePort' ? ports : 0),
  };
}

const OF_KIND: Record<string, (object: UnknownObject) => Amounts> = {
  pods: podUsage,
  persistentvolumeclaims: claimUsage,
  services: serviceUsage,
};

/** What one object takes from the quotas of its namespace. `resource` is `plural` or `plural.group`. */
export function usageOf(resource: string, object: UnknownObject): Amounts {
  const counted: Record<string, Amount> = { [`count/${resource}`]: count(1) };
  if (COUNTED.has(resource)) counted[resource] = count(1);
  return { ...counted, ...OF_KIND[resource]?.(object) };
}

/** The resource whose objects a quota's limit speaks of. */
export function resourceOfLimit(limit: string): string {
  if (limit.startsWith('count/')) return limit.slice('count/'.length);
  if (COUNTED.has(limit)) return limit;
  if (limit.startsWith('services.')) return 'services';
  return limit === 'requests.storage' || limit.includes('.storageclass.storage.k8s.io/') ? 'persistentvolumeclaims' : 'pods';
}
