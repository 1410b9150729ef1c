import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PodKind } from '../../../../contracts/kinds';
import { startApi, type StartedApi } from '../../../test-support/api/start-api';
import { addAmounts, amountOf, formatAmount } from './amount';
import { ResourceQuotaKind, usedOf } from './quota';

const NS = '/api/v1/namespaces/default';
let api: StartedApi;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

const quota = (hard: Record<string, string>, spec: object = {}) => api.client.create(ResourceQuotaKind, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' }, spec: { hard, ...spec } });
const range = (...limits: object[]) => api.call('POST', `${NS}/limitranges`, { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l' }, spec: { limits } });
const pod = (name: string, resources: object = {}, spec: object = {}) =>
  api.call('POST', `${NS}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image: 'x:1', resources }], ...spec } });
const claim = (name: string, storage: string) =>
  api.call('POST', `${NS}/persistentvolumeclaims`, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage } } } });

function used(): Record<string, string> {
  const found = api.client.get(ResourceQuotaKind, 'q', 'default');
  if (!found) throw new Error('no quota');
  return Object.fromEntries(Object.entries(usedOf(api.client, found)).map(([name, amount]) => [name, formatAmount(amount)]));
}

describe('quantities', () => {
  it.each([
    ['1024Mi', '1Gi'],
    ['0.5', '500m'],
    ['1500m', '1500m'],
    ['2000m', '2'],
    ['1000', '1k'],
    ['1.5Gi', '1536Mi'],
    ['0', '0'],
  ])('%s is written %s', (given, expected) => {
    const amount = amountOf(given);
    expect(amount && formatAmount(amount)).toBe(expected);
  });

  it('add up in the form of the first', () => {
    const [left, right] = [amountOf('512Mi'), amountOf('512Mi')];
    expect(left && right && formatAmount(addAmounts({ m: left }, { m: right }).m ?? left)).toBe('1Gi');
  });
});

describe('a resource quota', () => {
  it('refuses what goes beyond it, saying how much', async () => {
    await quota({ pods: '1', 'requests.cpu': '1', 'requests.memory': '1Gi' });
    const resources = { requests: { cpu: '600m', memory: '512Mi' } };
    expect((await pod('a', resources)).status).toBe(201);
    const { status, body } = await pod('b', resources);
    expect([status, body.reason, body.details]).toEqual([403, 'Forbidden', { name: 'b', kind: 'pods' }]);
    expect(body.message).toBe('pods "b" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=600m, used: pods=1,requests.cpu=600m, limited: pods=1,requests.cpu=1');
    expect(used()).toEqual({ pods: '1', 'requests.cpu': '600m', 'requests.memory': '512Mi' });
  });

  it('of processors or memory wants every container to say what it needs', async () => {
    await quota({ 'limits.memory': '1Gi', cpu: '1' });
    expect((await pod('a')).body.message).toBe('pods "a" is forbidden: failed quota: q: must specify cpu for: c; limits.memory for: c');
  });

  it('counts claims, in all and by class, and what they grow', async () => {
    await quota({ 'requests.storage': '10Gi', persistentvolumeclaims: '5', 'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '1' });
    expect((await claim('a', '8Gi')).status).toBe(201);
    expect((await claim('b', '4Gi')).body.message).toBe(
      'persistentvolumeclaims "b" is forbidden: exceeded quota: q, requested: fast.storageclass.storage.k8s.io/persistentvolumeclaims=1,requests.storage=4Gi, used: fast.storageclass.storage.k8s.io/persistentvolumeclaims=1,requests.storage=8Gi, limited: fast.storageclass.storage.k8s.io/persistentvolumeclaims=1,requests.storage=10Gi',
    );
  });

  it('counts objects of any kind', async () => {
    await quota({ 'count/configmaps': '1', 'count/deployments.apps': '0' });
    const map = (name: string) => api.call('POST', `${NS}/configmaps`, { metadata: { name } });
    expect([(await map('a')).status, (await map('b')).body.message]).toEqual([201, 'configmaps "b" is forbidden: exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=1, limited: count/configmaps=1']);
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'x' }] } };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: { selector: { matchLabels: { a: 'b' } }, template } };
    expect((await api.call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment)).body.message).toContain('deployments.apps "d" is forbidden: exceeded quota: q, requested: count/deployments.apps=1');
  });

  it('holds though many come at once', async () => {
    await quota({ pods: '3' });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => pod(`p${index}`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    await api.client.delete(PodKind, answers.find(({ status }) => status === 201)?.body.metadata?.name ?? '', 'default');
    expect((await pod('again')).status).toBe(201);
  });

  it('gives back at once what a deleted object took', async () => {
    await quota({ pods: '1' });
    for (let round = 0; round < 3; round += 1) {
      expect((await pod('same')).status).toBe(201);
      expect((await api.call('DELETE', `${NS}/pods/same`)).status).toBe(200);
    }
  });

  it('with a scope counts only the pods of it', async () => {
    await quota({ pods: '0' }, { scopes: ['BestEffort'] });
    expect((await pod('a')).status).toBe(403);
    expect((await pod('b', { requests: { cpu: '1' } })).status).toBe(201);
  });
});

describe('quotas and budgets that make no sense', () => {
  it.each([
    ['resourcequotas', { hard: { pods: '-1' } }, 'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0'],
    ['resourcequotas', { hard: { pods: '1500m' } }, 'spec.hard[pods]: Invalid value: "1500m": must be an integer'],
    ['resourcequotas', { hard: { bananas: '1' } }, 'spec.hard[bananas]: Invalid value: "bananas": must be a standard resource for quota'],
    ['poddisruptionbudgets', { minAvailable: 'half' }, "spec.minAvailable: Invalid value: \"half\": a valid percent string must be a numeric followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"],
    ['poddisruptionbudgets', { maxUnavailable: '150%' }, 'spec.maxUnavailable: Invalid value: "150%": must not be greater than 100%'],
    ['poddisruptionbudgets', { minAvailable: 1, maxUnavailable: 1 }, 'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set'],
  ])('%s %j are refused', async (plural, spec, why) => {
    const [root, title] = plural === 'resourcequotas' ? [NS, 'ResourceQuota'] : ['/apis/policy/v1/namespaces/default', 'PodDisruptionBudget.policy'];
    const { status, body } = await api.call('POST', `${root}/${plural}`, { metadata: { name: 'x' }, spec });
    expect([status, body.message]).toEqual([422, `${title} "x" is invalid: ${why}`]);
  });
});

describe('a limit range', () => {
  it('fills in what containers leave open, and says so', async () => {
    await range({ type: 'Container', default: { memory: '1Gi' }, defaultRequest: { cpu: '100m', memory: '512Mi' } });
    const { body } = await pod('a', { requests: { cpu: '1' } });
    expect(body.metadata?.annotations?.['kubernetes.io/limit-ranger']).toBe('LimitRanger plugin set: memory request for container c; memory limit for container c');
    expect(body.spec?.containers).toMatchObject([{ resources: { limits: { memory: '1Gi' }, requests: { cpu: '1', memory: '512Mi' } } }]);
    expect(body.status).toMatchObject({ qosClass: 'Burstable' });
  });

  it('derives its defaults from its bounds', async () => {
    const { body } = await range({ type: 'Container', max: { cpu: '2' }, min: { memory: '64Mi' } });
    expect(body.spec?.limits).toEqual([{ type: 'Container', max: { cpu: '2' }, min: { memory: '64Mi' }, default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '64Mi' } }]);
  });

  it.each([
    [{ type: 'Container', max: { cpu: '1' } }, { limits: { cpu: '2' } }, 'maximum cpu usage per Container is 1, but limit is 2'],
    [{ type: 'Container', min: { cpu: '1' } }, { requests: { cpu: '500m' } }, 'minimum cpu usage per Container is 1, but request is 500m'],
    [{ type: 'Pod', max: { memory: '1Gi' } }, {}, 'maximum memory usage per Pod is 1Gi.  No limit is specified'],
    [{ type: 'Container', maxLimitRequestRatio: { cpu: '2' } }, { requests: { cpu: '1' }, limits: { cpu: '3' } }, 'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000'],
  ])('%j refuses %j', async (limits, resources, why) => {
    await range(limits);
    expect((await pod('a', resources)).body.message).toBe(`pods "a" is forbidden: ${why}`);
  });

  it('bounds claims', async () => {
    await range({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '5Gi' } });
    expect((await claim('a', '10Gi')).body.message).toBe('persistentvolumeclaims "a" is forbidden: maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 10Gi');
    expect((await claim('a', '2Gi')).status).toBe(201);
  });
});

describe('a new pod', () => {
  it('gets the priority of its class, and five minutes with a failed node', async () => {
    await api.call('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', { metadata: { name: 'high' }, value: 1000 });
    const { body } = await pod('a', {}, { priorityClassName: 'high' });
    expect(body.spec).toMatchObject({ priority: 1000, serviceAccountName: 'default' });
    expect((body.spec?.tolerations as { key: string; tolerationSeconds: number }[]).map(({ key, tolerationSeconds }) => [key, tolerationSeconds])).toEqual([
      ['node.kubernetes.io/not-ready', 300],
      ['node.kubernetes.io/unreachable', 300],
    ]);
  });

  it('carries the token of its account', async () => {
    await api.call('POST', `${NS}/serviceaccounts`, { metadata: { name: 'robot' } });
    const { body } = await pod('a', {}, { serviceAccountName: 'robot' });
    expect(body.spec?.volumes).toMatchObject([{ name: expect.stringMatching(/^kube-api-access-/) as string, projected: { sources: [{ serviceAccountToken: { path: 'token' } }, {}, {}] } }]);
    const without = await pod('b', {}, { serviceAccountName: 'robot', automountServiceAccountToken: false });
    expect(without.body.spec?.volumes).toBeUndefined();
  });

  it('of a class or an account that is not there is refused', async () => {
    expect((await pod('a', {}, { priorityClassName: 'none' })).body.message).toBe('pods "a" is forbidden: no PriorityClass with name none was found');
    expect((await pod('a', {}, { serviceAccountName: 'none' })).body.message).toBe('pods "a" is forbidden: error looking up service account default/none: serviceaccount "none" not found');
  });
});
