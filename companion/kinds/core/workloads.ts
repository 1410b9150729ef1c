import type { StatusCause } from '../../../contracts/objects';
import type { AdmissionRequest, KindHooks } from '../definition';
import type { Fields } from '../read';
import { at, entries, isFields, items, text } from '../read';
import { forbiddenChange, invalidValue, notSupported, required } from './causes';
import { defaults, section } from './draft';
import { fillPodSpec } from './pod-spec';

function qosClass(spec: unknown): string {
  const all = items(spec, 'containers').map((container) => container.resources);
  const isEmpty = all.every((resources) => entries(resources, 'requests').length === 0 && entries(resources, 'limits').length === 0);
  if (isEmpty) return 'BestEffort';
  const isSure = all.every((resources) =>
    ['cpu', 'memory'].every((name) => {
      const limit = at(resources, 'limits', name);
      return limit !== undefined && (at(resources, 'requests', name) ?? limit) === limit;
    }),
  );
  return isSure ? 'Guaranteed' : 'Burstable';
}

function containerCauses(spec: unknown, field: string): StatusCause[] {
  const containers = items(spec, 'containers');
  if (containers.length === 0) return [required(`${field}.containers`)];
  return containers.flatMap((container, index) => (text(container, 'image') ? [] : [required(`${field}.containers[${index}].image`)]));
}

export const podHooks: KindHooks = {
  mutate: ({ object, operation }) => {
    if (operation !== 'CREATE') return;
    const spec = section(object, 'spec');
    fillPodSpec(spec);
    defaults(spec, { enableServiceLinks: true, preemptionPolicy: 'PreemptLowerPriority', priority: 0, serviceAccount: 'default', serviceAccountName: 'default' });
    object.status = { phase: 'Pending', qosClass: qosClass(spec) };
  },
  validate: ({ object, operation, internal }) => (operation === 'CREATE' && !internal ? containerCauses(at(object, 'spec'), 'spec') : []),
  // A kubelet ends what runs; what is on no node, or over, goes at once.
  graceSeconds: (object, wanted) => {
    const isRunning = text(object, 'spec', 'nodeName') !== '' && !['Succeeded', 'Failed'].includes(text(object, 'status', 'phase'));
    const own = at(object, 'spec', 'terminationGracePeriodSeconds');
    const seconds = wanted ?? (typeof own === 'number' ? own : 30);
    return isRunning ? Math.max(seconds, seconds < 0 ? 1 : 0) : 0;
  },
};

function selectorCauses(object: unknown): StatusCause[] {
  const wanted = entries(object, 'spec', 'selector', 'matchLabels');
  if (!isFields(at(object, 'spec', 'selector'))) return [required('spec.selector')];
  const labels = at(object, 'spec', 'template', 'metadata', 'labels');
  const fits = wanted.every(([name, value]) => at(labels, name) === value);
  return fits ? [] : [invalidValue('spec.template.metadata.labels', labels ?? {}, '`selector` does not match template `labels`')];
}

const ROLLING = { maxSurge: '25%', maxUnavailable: '25%' };
const extra: Record<string, (spec: Fields) => void> = {
  Deployment: (spec) => {
    defaults(spec, { progressDeadlineSeconds: 600, replicas: 1, revisionHistoryLimit: 10, strategy: { type: 'RollingUpdate' } });
    if (isFields(spec.strategy) && spec.strategy.type === 'RollingUpdate') defaults(spec.strategy, { rollingUpdate: { ...ROLLING } });
  },
  ReplicaSet: (spec) => defaults(spec, { replicas: 1 }),
  StatefulSet: (spec) =>
    defaults(spec, {
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    }),
  DaemonSet: (spec) => defaults(spec, { revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }),
};

function mutateWorkload({ object, operation }: AdmissionRequest): void {
  if (operation === 'DELETE') return;
  const spec = section(object, 'spec');
  extra[object.kind]?.(spec);
  fillPodSpec(section(section(spec, 'template'), 'spec'));
  if (operation === 'CREATE') object.status = object.kind === 'ReplicaSet' || object.kind === 'StatefulSet' ? { replicas: 0 } : {};
}

function validateWorkload({ object, oldObject, operation }: AdmissionRequest): StatusCause[] {
  if (operation === 'DELETE') return [];
  const changed = oldObject !== undefined && JSON.stringify(at(oldObject, 'spec', 'selector')) !== JSON.stringify(at(object, 'spec', 'selector'));
  const selector = changed ? [invalidValue('spec.selector', at(object, 'spec', 'selector'), 'field is immutable')] : [];
  return [...selectorCauses(object), ...selector, ...containerCauses(at(object, 'spec', 'template', 'spec'), 'spec.template.spec')];
}

/** Deployments, replica sets, stateful sets and daemon sets. */
export const workloadHooks: KindHooks = { mutate: mutateWorkload, validate: validateWorkload };

const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid';
const JOB_NAME = 'batch.kubernetes.io/job-name';

export const jobHooks: KindHooks = {
  mutate: ({ object, operation }) => {
    if (operation !== 'CREATE') return;
    const spec = section(object, 'spec');
    const single = spec.completions === undefined && spec.parallelism === undefined;
    defaults(spec, {
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      ...(single ? { completions: 1 } : {}),
      manualSelector: false,
      parallelism: 1,
      podReplacementPolicy: 'TerminatingOrFailed',
      suspend: false,
    });
    const template = section(spec, 'template');
    fillPodSpec(section(template, 'spec'));
    const { uid = '', name } = object.metadata;
    if (spec.manualSelector !== true) {
      spec.selector = { matchLabels: { [CONTROLLER_UID]: uid } };
      const labels = section(section(template, 'metadata'), 'labels');
      Object.assign(labels, { [CONTROLLER_UID]: uid, [JOB_NAME]: name, 'controller-uid': uid, 'job-name': name });
    }
    object.status = {};
  },
  validate: ({ object, oldObject, operation }) => {
    if (operation === 'DELETE') return [];
    const policy = text(object, 'spec', 'template', 'spec', 'restartPolicy');
    const out = containerCauses(at(object, 'spec', 'template', 'spec'), 'spec.template.spec');
    if (policy !== 'OnFailure' && policy !== 'Never') {
      out.push({ ...notSupported('spec.template.spec.restartPolicy', policy, ['OnFailure', 'Never']), message: `Required value: valid values: "OnFailure", "Never"`, reason: 'FieldValueRequired' });
    }
    const isChanged = oldObject !== undefined && JSON.stringify(at(oldObject, 'spec', 'template')) !== JSON.stringify(at(object, 'spec', 'template'));
    return isChanged ? [...out, invalidValue('spec.template', at(object, 'spec', 'template'), 'field is immutable')] : out;
  },
};

/** What a revision holds is history. */
export const revisionHooks: KindHooks = {
  validate: ({ object, oldObject, operation }) => {
    if (operation !== 'UPDATE' || !oldObject) return [];
    const same = JSON.stringify(at(object, 'data')) === JSON.stringify(at(oldObject, 'data'));
    return same ? [] : [forbiddenChange('data', 'field is immutable')];
  },
};
