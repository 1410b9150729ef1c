import type { KindRef } from '../../../../contracts/kinds';
import type { UnknownObject } from '../../../../contracts/objects';
import { forbidden } from '../../../lib/api-error';
import type { ObjectReader } from '../../../store/client';
import type { AdmissionRequest, KindDefinition, KindHooks } from '../../definition';
import { at, entries, items, text } from '../../read';
import { addAmounts, type Amounts, amountsOf, count, formatAmount, increase } from './amount';
import { forget, onTheirWay, remember } from './pending';
import { coversObject } from './scopes';
import { resourceOfLimit, usageOf } from './usage';

export const ResourceQuotaKind: KindRef = { group: '', version: 'v1', kind: 'ResourceQuota', plural: 'resourcequotas', namespaced: true };

export const limitsOf = (quota: UnknownObject): Amounts => amountsOf(entries(quota, 'spec', 'hard'));

function pick(amounts: Amounts, names: Iterable<string>): Amounts {
  const out: Record<string, Amounts[string]> = {};
  for (const name of names) {
    const amount = amounts[name];
    if (amount) out[name] = amount;
  }
  return out;
}

function objectsOf(read: ObjectReader, resource: string, namespace: string): readonly UnknownObject[] {
  const dot = resource.indexOf('.');
  const [plural, group] = dot < 0 ? [resource, ''] : [resource.slice(0, dot), resource.slice(dot + 1)];
  return read.list({ group, plural, version: '', kind: '', namespaced: true }, { namespace });
}

/** What is used now of everything the quota limits; `coming` are objects that are not written yet, by resource. */
export function usedOf(read: ObjectReader, quota: UnknownObject, coming: (resource: string, written: readonly UnknownObject[]) => readonly UnknownObject[] = () => []): Amounts {
  const names = Object.keys(limitsOf(quota));
  const none = Object.fromEntries(names.map((name) => [name, count(0)]));
  const usages = [...new Set(names.map(resourceOfLimit))].flatMap((resource) => {
    const written = objectsOf(read, resource, quota.metadata.namespace ?? '');
    const all = [...written, ...coming(resource, written)];
    return all.filter((object) => coversObject(quota, resource, object)).map((object) => pick(usageOf(resource, object), names));
  });
  return addAmounts(none, ...usages);
}

const inWords = (amounts: Amounts, names: readonly string[]) => names.map((name) => `${name}=${formatAmount(amounts[name] ?? count(0))}`).join(',');

const COMPUTE = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

function states(container: unknown, limit: string): boolean {
  const [member, name = limit] = limit.includes('.') ? limit.split('.') : ['requests', limit];
  return at(container, 'resources', member ?? 'requests', name) !== undefined;
}

/** Where processors or memory are limited, every container has to say how much it wants. */
function unstated(pod: UnknownObject, limited: readonly string[]): string {
  const containers = [...items(pod, 'spec', 'containers'), ...items(pod, 'spec', 'initContainers')];
  const gaps = COMPUTE.filter((limit) => limited.includes(limit)).map((limit) => {
    const silent = containers.filter((container) => !states(container, limit)).map((container) => text(container, 'name'));
    return { limit, silent: silent.sort().join(',') };
  });
  return gaps
    .filter(({ silent }) => silent !== '')
    .sort((a, b) => (a.limit < b.limit ? -1 : 1))
    .map(({ limit, silent }) => `${limit} for: ${silent}`)
    .join('; ');
}

/** Why the quota does not let the object be as wanted; undefined when it does. */
function objection(quota: UnknownObject, resource: string, { object, oldObject, read }: AdmissionRequest): string | undefined {
  if (!coversObject(quota, resource, object)) return undefined;
  const limits = limitsOf(quota);
  const { name } = quota.metadata;
  const silent = resource === 'pods' && !oldObject ? unstated(object, Object.keys(limits)) : '';
  if (silent) return `failed quota: ${name}: must specify ${silent}`;
  const before = oldObject && coversObject(quota, resource, oldObject) ? usageOf(resource, oldObject) : {};
  const wanted = pick(increase(usageOf(resource, object), before), Object.keys(limits));
  if (Object.keys(wanted).length === 0) return undefined;
  const used = usedOf(read, quota, (each, written) => onTheirWay(read, each, object.metadata.namespace ?? '', written));
  const exceeded = Object.keys(wanted).filter((each) => (used[each]?.milli ?? 0n) + (wanted[each]?.milli ?? 0n) > (limits[each]?.milli ?? 0n));
  if (exceeded.length === 0) return undefined;
  const names = exceeded.sort();
  return `exceeded quota: ${name}, requested: ${inWords(wanted, names)}, used: ${inWords(used, names)}, limited: ${inWords(limits, names)}`;
}

/** Refuses, after all else was found right, what goes beyond a ResourceQuota of the namespace. */
export function quotaHooks({ plural, group }: Pick<KindDefinition, 'plural' | 'group'>): KindHooks {
  const resource = group ? `${plural}.${group}` : plural;
  return {
    validate(request) {
      const { operation, subresource, object, read, dryRun } = request;
      if (operation === 'DELETE') return forget(read, object);
      if (subresource) return;
      const quotas = read.list(ResourceQuotaKind, { namespace: object.metadata.namespace ?? '' });
      for (const quota of quotas) {
        const why = objection(quota, resource, request);
        if (!why) continue;
        const { name } = object.metadata;
        throw forbidden(`${resource} ${JSON.stringify(name)} is forbidden: ${why}`, { name, ...(group ? { group } : {}), kind: plural });
      }
      if (quotas.length > 0 && operation === 'CREATE' && !dryRun) remember(read, resource, object);
    },
  };
}
