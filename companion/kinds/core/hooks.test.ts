import { describe, expect, it } from 'vitest';
import type { KubeObject, StatusCause, UnknownObject } from '../../../contracts/objects';
import type { KindRef } from '../../../contracts/kinds';
import { ApiError } from '../../lib/api-error';
import type { ObjectReader } from '../../store/client';
import type { AdmissionRequest } from '../definition';
import { coreHooks } from './hooks';

function readerOf(objects: UnknownObject[]): ObjectReader {
  const list = <T extends KubeObject>(kind: KindRef<T>) => objects.filter((object): object is UnknownObject & T => object.kind === kind.kind);
  return { list, get: (kind, name) => list(kind).find((object) => object.metadata.name === name), watch: () => () => undefined };
}

interface Given {
  kind: string;
  old?: Partial<UnknownObject>;
  others?: UnknownObject[];
}

function admit(key: string, rest: Record<string, unknown>, { kind, old, others = [] }: Given): { object: UnknownObject; causes: StatusCause[] } {
  const base = { apiVersion: 'v1', kind, metadata: { name: 'x', namespace: 'ns', uid: 'u1' } };
  const object: UnknownObject = { ...base, ...structuredClone(rest) };
  const request: AdmissionRequest = {
    operation: old ? 'UPDATE' : 'CREATE',
    object,
    ...(old ? { oldObject: { ...base, ...old } } : {}),
    user: { username: 'a', groups: [] },
    internal: false,
    dryRun: false,
    read: readerOf(others),
    warn: () => undefined,
  };
  coreHooks[key]?.mutate?.(request);
  return { object, causes: coreHooks[key]?.validate?.(request) ?? [] };
}

describe('secrets', () => {
  it('merge plain text into their data', () => {
    const { object } = admit('secrets', { data: { a: 'YQ==' }, stringData: { b: 'b' } }, { kind: 'Secret' });
    expect(object).toMatchObject({ type: 'Opaque', data: { a: 'YQ==', b: 'Yg==' } });
    expect(object).not.toHaveProperty('stringData');
  });
  it('of a type need its keys', () => {
    expect(admit('secrets', { type: 'kubernetes.io/tls', data: { 'tls.key': '' } }, { kind: 'Secret' }).causes).toEqual([
      { reason: 'FieldValueRequired', message: 'Required value', field: 'data[tls.crt]' },
    ]);
  });
  it('keep their type', () => {
    expect(admit('secrets', { type: 'other' }, { kind: 'Secret', old: { type: 'Opaque' } }).causes).toMatchObject([{ field: 'type', message: 'Invalid value: "other": field is immutable' }]);
  });
  it('have keys that can be file names, and base64 values', () => {
    expect(admit('secrets', { data: { 'a b': '' } }, { kind: 'Secret' }).causes[0]?.message).toContain('Invalid value: "a b": a valid config key must consist of');
    expect(() => admit('secrets', { data: { a: '!' } }, { kind: 'Secret' })).toThrow(ApiError);
  });
  it('that are immutable stay as they are', () => {
    const { causes } = admit('secrets', { immutable: true, data: { a: 'Yg==' } }, { kind: 'Secret', old: { type: 'Opaque', immutable: true, data: { a: 'YQ==' } } });
    expect(causes).toEqual([{ reason: 'FieldValueForbidden', message: 'Forbidden: field is immutable when `immutable` is set', field: 'data' }]);
  });
});

describe('services', () => {
  const spec = { ports: [{ port: 80 }] };
  it('get an address, families and complete ports', () => {
    const { object, causes } = admit('services', { spec }, { kind: 'Service' });
    expect(causes).toEqual([]);
    expect(object).toMatchObject({
      spec: {
        type: 'ClusterIP',
        sessionAffinity: 'None',
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        clusterIP: expect.stringMatching(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/) as string,
        ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      },
      status: { loadBalancer: {} },
    });
  });
  it('do not share an address', () => {
    const first = admit('services', { spec }, { kind: 'Service' }).object;
    const second = admit('services', { spec }, { kind: 'Service', others: [first] }).object;
    expect((second.spec as { clusterIP: string }).clusterIP).not.toBe((first.spec as { clusterIP: string }).clusterIP);
  });
  it('name their ports when there are several', () => {
    const { causes } = admit('services', { spec: { ports: [{ port: 80 }, { port: 81, name: 'b' }] } }, { kind: 'Service' });
    expect(causes).toEqual([{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.ports[0].name' }]);
  });
  it('of type NodePort get a port of the node', () => {
    expect(admit('services', { spec: { ...spec, type: 'NodePort' } }, { kind: 'Service' }).object).toMatchObject({ spec: { ports: [{ nodePort: 30000 }], externalTrafficPolicy: 'Cluster' } });
  });
  it('keep their address on updates', () => {
    const { object } = admit('services', { spec }, { kind: 'Service' });
    expect(admit('services', { spec }, { kind: 'Service', old: object }).object.spec).toEqual(object.spec);
  });
});

describe('volume claims', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const fast: UnknownObject = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } };
  it('start pending, protected and of the default class', () => {
    const { object, causes } = admit('persistentvolumeclaims', { spec }, { kind: 'PersistentVolumeClaim', others: [fast] });
    expect(causes).toEqual([]);
    expect(object).toMatchObject({ metadata: { finalizers: ['kubernetes.io/pvc-protection'] }, spec: { volumeMode: 'Filesystem', storageClassName: 'fast' }, status: { phase: 'Pending' } });
  });
  it('do not change before they are bound, and grow after', () => {
    const bigger = { ...spec, resources: { requests: { storage: '2Gi' } } };
    const change = (phase: string) => admit('persistentvolumeclaims', { spec: bigger }, { kind: 'PersistentVolumeClaim', old: { spec, status: { phase } } }).causes;
    expect(change('Bound')).toEqual([]);
    expect(change('Pending')[0]?.message).toMatch(/^Forbidden: spec is immutable after creation except resources\.requests and volumeAttributesClassName for bound claims\n/);
  });
  it('need access modes and a size', () => {
    expect(admit('persistentvolumeclaims', { spec: {} }, { kind: 'PersistentVolumeClaim' }).causes.map((cause) => cause.field)).toEqual(['spec.accessModes', 'spec.resources[storage]']);
  });
});

describe('events', () => {
  it('live where the object is that they are about', () => {
    expect(admit('events', { involvedObject: { namespace: 'other' } }, { kind: 'Event' }).causes).toMatchObject([{ field: 'involvedObject.namespace' }]);
    expect(admit('events', { involvedObject: { namespace: 'ns' } }, { kind: 'Event' }).causes).toEqual([]);
  });
});

describe('workloads', () => {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'registry/c:1' }] } };
  it('are filled in like the API server does', () => {
    const { object, causes } = admit('deployments.apps', { spec: { selector: { matchLabels: { app: 'a' } }, template } }, { kind: 'Deployment' });
    expect(causes).toEqual([]);
    expect(object.spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } },
      template: { spec: { restartPolicy: 'Always', containers: [{ imagePullPolicy: 'IfNotPresent', terminationMessagePolicy: 'File' }] } },
    });
  });
  it('select the pods they make', () => {
    const { causes } = admit('deployments.apps', { spec: { selector: { matchLabels: { app: 'b' } }, template } }, { kind: 'Deployment' });
    expect(causes).toMatchObject([{ field: 'spec.template.metadata.labels', message: 'Invalid value: {"app":"a"}: `selector` does not match template `labels`' }]);
  });
  it('of every day are filled in', () => {
    const jobTemplate = { spec: { template } };
    const cron = admit('cronjobs.batch', { spec: { schedule: '@daily', jobTemplate } }, { kind: 'CronJob' });
    expect(cron.object.spec).toMatchObject({ concurrencyPolicy: 'Allow', suspend: false, jobTemplate: { spec: { template: { spec: { restartPolicy: 'Always' } } } } });
    const odd = admit('cronjobs.batch', { spec: { schedule: '@daily', concurrencyPolicy: 'Sometimes', jobTemplate } }, { kind: 'CronJob' });
    expect(odd.causes).toMatchObject([{ field: 'spec.concurrencyPolicy', message: 'Unsupported value: "Sometimes": supported values: "Allow", "Forbid", "Replace"' }]);
    const policy = admit('networkpolicies.networking.k8s.io', { spec: { egress: [{ ports: [{ port: 53 }] }] } }, { kind: 'NetworkPolicy' });
    expect(policy.object.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }] });
    expect(admit('priorityclasses.scheduling.k8s.io', { value: 1 }, { kind: 'PriorityClass' }).object.preemptionPolicy).toBe('PreemptLowerPriority');
  });

  it('survive drafts of the wrong shape', () => {
    for (const key of Object.keys(coreHooks)) {
      for (const odd of [null, 5, 'x', [], [null], { ports: 'x', containers: {} }]) {
        const parts = { spec: odd, data: odd, stringData: odd, type: odd, roleRef: odd, subjects: odd, involvedObject: odd };
        try {
          admit(key, parts, { kind: 'Odd' });
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }
    }
  });
});
