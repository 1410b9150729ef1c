import type { KindRef } from '../../../../contracts/kinds';
import { forbidden } from '../../../lib/api-error';
import type { AdmissionRequest, KindHooks } from '../../definition';
import type { Fields } from '../../read';
import { entries, items, text } from '../../read';
import { section } from '../draft';
import { addAmounts, type Amount, type Amounts, amountsOf, formatAmount } from './amount';

const LimitRangeKind: KindRef = { group: '', version: 'v1', kind: 'LimitRange', plural: 'limitranges', namespaced: true };
const ANNOTATION = 'kubernetes.io/limit-ranger';

interface Resources {
  requests: Amounts;
  limits: Amounts;
}

const resourcesOf = (holder: unknown): Resources => ({
  requests: amountsOf(entries(holder, 'resources', 'requests')),
  limits: amountsOf(entries(holder, 'resources', 'limits')),
});

function tooLittle(type: string, name: string, least: Amount, { requests, limits }: Resources): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const words = `minimum ${name} usage per ${type} is ${formatAmount(least)}`;
  if (!request) return `${words}.  No request is specified`;
  if (request.milli < least.milli) return `${words}, but request is ${formatAmount(request)}`;
  return limit && limit.milli < least.milli ? `${words}, but limit is ${formatAmount(limit)}` : undefined;
}

function tooMuch(type: string, name: string, most: Amount, { requests, limits }: Resources): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const words = `maximum ${name} usage per ${type} is ${formatAmount(most)}`;
  const claim = type === 'PersistentVolumeClaim';
  if (!claim && !limit) return `${words}.  No limit is specified`;
  if (claim && !request) return `${words}.  No request is specified`;
  if (limit && limit.milli > most.milli) return `${words}, but limit is ${formatAmount(limit)}`;
  return request && request.milli > most.milli ? `${words}, but request is ${formatAmount(request)}` : undefined;
}

function tooUneven(type: string, name: string, most: Amount, { requests, limits }: Resources): string | undefined {
  const [request, limit] = [requests[name], limits[name]];
  const words = `${name} max limit to request ratio per ${type} is ${formatAmount(most)}`;
  if (!request?.milli) return `${words}, but no request is specified or request is 0`;
  if (!limit?.milli) return `${words}, but no limit is specified or limit is 0`;
  const ratio = Number(limit.milli) / Number(request.milli);
  return ratio * 1000 > Number(most.milli) ? `${words}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

const CHECKS = { min: tooLittle, max: tooMuch, maxLimitRequestRatio: tooUneven };

function faultsOf(range: Fields, type: string, resources: Resources): string[] {
  return Object.entries(CHECKS).flatMap(([member, check]) =>
    Object.entries(amountsOf(entries(range, member))).flatMap(([name, bound]) => check(type, name, bound, resources) ?? []),
  );
}

function rangesOf({ object, read }: AdmissionRequest, type: string): Fields[] {
  const all = read.list(LimitRangeKind, { namespace: object.metadata.namespace ?? '' });
  return all.flatMap((each) => items(each, 'spec', 'limits')).filter((range) => text(range, 'type') === type);
}

function refuse({ object }: AdmissionRequest, plural: string, faults: string[]): void {
  if (faults.length === 0) return;
  const { name } = object.metadata;
  const why = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
  throw forbidden(`${plural} ${JSON.stringify(name)} is forbidden: ${why}`, { name, kind: plural });
}

function fill(container: Fields, member: 'requests' | 'limits', range: Fields): string[] {
  const values = entries(range, member === 'limits' ? 'default' : 'defaultRequest');
  const own = section(section(container, 'resources'), member);
  const set = values.filter(([name]) => own[name] === undefined);
  for (const [name, value] of set) own[name] = value;
  if (Object.keys(own).length === 0) delete section(container, 'resources')[member];
  return set.map(([name]) => name).sort();
}

/** Fills in what the containers of a pod leave open, and says so in an annotation. */
function fillPod(request: AdmissionRequest): void {
  const { object } = request;
  const words: string[] = [];
  for (const range of rangesOf(request, 'Container')) {
    for (const [list, title] of [['containers', 'container'], ['initContainers', 'init container']] as const) {
      for (const container of items(object, 'spec', list)) {
        const [requests, limits] = [fill(container, 'requests', range), fill(container, 'limits', range)];
        if (requests.length > 0) words.push(`${requests.join(', ')} request for ${title} ${text(container, 'name')}`);
        if (limits.length > 0) words.push(`${limits.join(', ')} limit for ${title} ${text(container, 'name')}`);
      }
    }
  }
  if (words.length === 0) return;
  object.metadata.annotations = { ...object.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${words.join('; ')}` };
}

function podFaults(request: AdmissionRequest): string[] {
  const containers = items(request.object, 'spec', 'containers').map(resourcesOf);
  const whole: Resources = {
    requests: addAmounts(...containers.map(({ requests }) => requests)),
    limits: addAmounts(...containers.map(({ limits }) => limits)),
  };
  return [
    ...rangesOf(request, 'Container').flatMap((range) => containers.flatMap((each) => faultsOf(range, 'Container', each))),
    ...rangesOf(request, 'Pod').flatMap((range) => faultsOf(range, 'Pod', whole)),
  ];
}

/** Pods and claims within the LimitRanges of their namespace: gaps are filled, what is out of range is refused. */
export const podLimitHooks: KindHooks = {
  mutate: (request) => {
    if (request.operation !== 'CREATE') return;
    fillPod(request);
    refuse(request, 'pods', podFaults(request));
  },
};

export const claimLimitHooks: KindHooks = {
  mutate: (request) => {
    const { operation, subresource, object } = request;
    if (operation === 'DELETE' || subresource) return;
    refuse(request, 'persistentvolumeclaims', rangesOf(request, 'PersistentVolumeClaim').flatMap((range) => faultsOf(range, 'PersistentVolumeClaim', resourcesOf(object.spec))));
  },
};

/** What a LimitRange leaves open follows from what it says: limits from the maximum, requests from limits and minimum. */
export const limitRangeHooks: KindHooks = {
  mutate: ({ object, operation }) => {
    if (operation === 'DELETE') return;
    for (const range of items(object, 'spec', 'limits').filter((each) => text(each, 'type') === 'Container')) {
      const limits = Object.fromEntries([...entries(range, 'max'), ...entries(range, 'default')]);
      if (Object.keys(limits).length > 0) range.default = limits;
      const wanted = Object.fromEntries([...entries(range, 'min'), ...entries(range, 'default'), ...entries(range, 'defaultRequest')]);
      if (Object.keys(wanted).length > 0) range.defaultRequest = wanted;
    }
  },
};
