import type { KindHooks } from '../definition';
import type { Fields } from '../read';
import { at, items } from '../read';
import { notSupported } from './causes';
import { defaults, section } from './draft';
import { fillPodSpec } from './pod-spec';

/** Kinds of which the API server only fills in what is missing. */
function filledIn(fill: (object: Fields) => void): KindHooks {
  return {
    mutate: ({ object, operation }) => {
      if (operation !== 'DELETE') fill(object);
    },
  };
}

const POLICIES = ['Allow', 'Forbid', 'Replace'];

export const cronJobHooks: KindHooks = {
  ...filledIn((object) => {
    const spec = section(object, 'spec');
    defaults(spec, { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false });
    const job = section(section(spec, 'jobTemplate'), 'spec');
    fillPodSpec(section(section(job, 'template'), 'spec'));
  }),
  validate: ({ object, operation }) => {
    const policy = at(object, 'spec', 'concurrencyPolicy');
    if (operation === 'DELETE' || (typeof policy === 'string' && POLICIES.includes(policy))) return [];
    return [notSupported('spec.concurrencyPolicy', String(policy), POLICIES)];
  },
};

export const networkPolicyHooks = filledIn((object) => {
  const spec = section(object, 'spec');
  const policyTypes = spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
  defaults(spec, { podSelector: {}, policyTypes });
  for (const rule of [...items(spec, 'ingress'), ...items(spec, 'egress')]) {
    for (const port of items(rule, 'ports')) defaults(port, { protocol: 'TCP' });
  }
});

export const priorityClassHooks = filledIn((object) => defaults(object, { preemptionPolicy: 'PreemptLowerPriority' }));

export const endpointsHooks = filledIn((object) => {
  for (const subset of items(object, 'subsets')) for (const port of items(subset, 'ports')) defaults(port, { protocol: 'TCP' });
});
