import type { KindRef } from '../../../../contracts/kinds';
import { ServiceAccountKind } from '../../../access/service-accounts';
import { generateName } from '../../../api/verbs/names';
import { forbidden } from '../../../lib/api-error';
import type { AdmissionRequest, KindHooks } from '../../definition';
import type { Fields } from '../../read';
import { at, items, text } from '../../read';
import { defaults, section } from '../draft';

const PriorityClassKind: KindRef = { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass', plural: 'priorityclasses', namespaced: false };
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN_SECONDS = 3607;

function refusal({ object: { metadata } }: AdmissionRequest, why: string): Error {
  return forbidden(`pods ${JSON.stringify(metadata.name)} is forbidden: ${why}`, { name: metadata.name, kind: 'pods' });
}

/** The priority of the pod is the one of its class, or of the class for all who name none. */
function setPriority(request: AdmissionRequest, spec: Fields): void {
  const name = text(spec, 'priorityClassName');
  const { read } = request;
  const found = name ? read.get(PriorityClassKind, name) : read.list(PriorityClassKind).find((each) => each.globalDefault === true);
  if (name && !found) throw refusal(request, `no PriorityClass with name ${name} was found`);
  const computed = Number(found?.value ?? 0);
  if (typeof spec.priority === 'number' && spec.priority !== computed) {
    throw refusal(request, `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${computed} from the given PriorityClass name`);
  }
  spec.priority = computed;
  if (found) defaults(spec, { priorityClassName: found.metadata.name, preemptionPolicy: found.preemptionPolicy ?? 'PreemptLowerPriority' });
}

/** A node that fails keeps its pods for five minutes, unless they say otherwise. */
function tolerateFailures(spec: Fields): void {
  const known = items(spec, 'tolerations');
  const missing = ['not-ready', 'unreachable']
    .map((what) => `node.kubernetes.io/${what}`)
    .filter((key) => !known.some((each) => (each.key === key || (!each.key && each.operator === 'Exists')) && (!each.effect || each.effect === 'NoExecute')));
  if (missing.length === 0) return;
  spec.tolerations = [...known, ...missing.map((key) => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: 300 }))];
}

function tokenVolume(name: string): Fields {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }] } },
      ],
    },
  };
}

/** Gives every container the account's token, where nothing is mounted at its place yet. */
function mountToken(spec: Fields): void {
  const name = items(spec, 'volumes').map((volume) => text(volume, 'name')).find((each) => each.startsWith('kube-api-access-')) ?? generateName('kube-api-access-');
  const open = [...items(spec, 'containers'), ...items(spec, 'initContainers')].filter((each) => !items(each, 'volumeMounts').some((mount) => mount.mountPath === TOKEN_PATH));
  if (open.length === 0) return;
  for (const container of open) container.volumeMounts = [...items(container, 'volumeMounts'), { mountPath: TOKEN_PATH, name, readOnly: true }];
  if (!items(spec, 'volumes').some((volume) => volume.name === name)) spec.volumes = [...items(spec, 'volumes'), tokenVolume(name)];
}

/** The account a pod runs as has to be there; the one every namespace gets may still be on its way. */
function useAccount(request: AdmissionRequest, spec: Fields): void {
  const { object, read, internal } = request;
  const { namespace = '' } = object.metadata;
  const name = text(spec, 'serviceAccountName') || text(spec, 'serviceAccount') || 'default';
  defaults(spec, { serviceAccount: name, serviceAccountName: name });
  const account = read.get(ServiceAccountKind, name, namespace);
  if (!account && name !== 'default') throw refusal(request, `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`);
  if (!account || internal) return;
  const pulls = items(account, 'imagePullSecrets');
  if (pulls.length > 0) defaults(spec, { imagePullSecrets: pulls.map((each) => ({ ...each })) });
  if ((at(spec, 'automountServiceAccountToken') ?? at(account, 'automountServiceAccountToken')) !== false) mountToken(spec);
}

/** What the admission plugins of the API server write into a new pod, and what they refuse. */
export const podAdmissionHooks: KindHooks = {
  mutate: (request) => {
    if (request.operation !== 'CREATE') return;
    const spec = section(request.object, 'spec');
    useAccount(request, spec);
    setPriority(request, spec);
    tolerateFailures(spec);
  },
};
