import { beforeAll, describe, expect, it } from 'vitest';
import { builtinKinds } from '../../kinds/registry';
import { readFields } from '../protobuf/wire';
import { OpenApi } from './openapi';

type Json = { [member: string]: Json } & Json[] & string;

let kinds: ReturnType<typeof builtinKinds>;
let openapi: OpenApi;
beforeAll(() => {
  kinds = builtinKinds();
  openapi = new OpenApi(() => kinds);
});

const ask = (path: string, hash?: string, ifNoneMatch?: string) => openapi.get(path, new URLSearchParams(hash ? { hash } : {}), { ifNoneMatch });
const read = (path: string): Json => JSON.parse(ask(path)?.body.toString() ?? '{}') as Json;

describe('OpenAPI 3', () => {
  it('lists a document per group version with its hash', () => {
    const index = ask('/openapi/v3');
    expect(index?.contentType).toContain('text/plain');
    const paths = read('/openapi/v3').paths;
    expect(paths?.['api/v1']?.serverRelativeURL).toMatch(/^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]{128}$/);
    expect(paths?.['apis/kubevirt.io/v1']).toBeDefined();
  });

  it('explains a deep field of a custom resource', () => {
    const vm = read('/openapi/v3/apis/kubevirt.io/v1').components?.schemas?.['io.kubevirt.v1.VirtualMachine'];
    expect(vm?.['x-kubernetes-group-version-kind']).toEqual([{ group: 'kubevirt.io', kind: 'VirtualMachine', version: 'v1' }]);
    expect(vm?.properties?.metadata?.allOf).toEqual([{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }]);
    const cpu = vm?.properties?.spec?.properties?.template?.properties?.spec?.properties?.domain?.properties?.cpu;
    expect(cpu?.properties?.cores).toMatchObject({ type: 'integer', description: expect.any(String) as string });
  });

  it('refers to the parts of core kinds by their names, all of which are there', () => {
    const schemas = read('/openapi/v3/apis/apps/v1').components?.schemas;
    expect(schemas?.['io.k8s.api.apps.v1.Deployment']?.properties?.spec).toMatchObject({ $ref: '#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec' });
    const names = [...JSON.stringify(schemas).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !schemas?.[name])).toEqual([]);
  });

  it('names quantities and numbers or names of core kinds', () => {
    const schemas = read('/openapi/v3/apis/apps/v1').components?.schemas;
    const intOrString = '#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString';
    expect(JSON.stringify(schemas?.['io.k8s.api.apps.v1.RollingUpdateDeployment']?.properties?.maxSurge)).toContain(intOrString);
    expect(JSON.stringify(schemas?.['io.k8s.api.core.v1.ResourceRequirements']?.properties?.limits)).toContain('resource.Quantity');
  });

  it('tells clients that patches take fieldValidation', () => {
    const patch = read('/openapi/v3/apis/kubevirt.io/v1').paths?.['/apis/kubevirt.io/v1/namespaces/{namespace}/virtualmachines/{name}']?.patch;
    expect(patch?.['x-kubernetes-group-version-kind']).toEqual({ group: 'kubevirt.io', kind: 'VirtualMachine', version: 'v1' });
    expect(patch?.parameters?.map((parameter) => parameter.name)).toContain('fieldValidation');
  });

  it('is immutable under its hash, and elsewhere under a wrong one', () => {
    const [, hash = ''] = (read('/openapi/v3').paths?.['apis/batch/v1']?.serverRelativeURL ?? '').split('hash=');
    expect(ask('/openapi/v3/apis/batch/v1', hash)).toMatchObject({ code: 200, headers: { 'cache-control': 'public, immutable', etag: `"${hash}"` } });
    expect(ask('/openapi/v3/apis/batch/v1', 'WRONG')).toMatchObject({ code: 301, headers: { location: `/openapi/v3/apis/batch/v1?hash=${hash}` } });
    expect(ask('/openapi/v3/apis/batch/v1', undefined, `"${hash}"`)?.code).toBe(304);
    expect(ask('/openapi/v3/apis/none.example.com/v1')?.code).toBe(404);
  });

  it('follows the kinds that are served', () => {
    const before = ask('/openapi/v3')?.body.toString();
    kinds = kinds.filter((kind) => kind.plural !== 'virtualmachines');
    expect(read('/openapi/v3/apis/kubevirt.io/v1').components?.schemas?.['io.kubevirt.v1.VirtualMachine']).toBeUndefined();
    expect(ask('/openapi/v3')?.body.toString()).not.toBe(before);
    kinds = builtinKinds();
  });
});

describe('OpenAPI 2', () => {
  it('defines every kind', () => {
    const { swagger, definitions } = read('/openapi/v2');
    expect(swagger).toBe('2.0');
    expect(definitions?.['io.kubevirt.v1.VirtualMachine']?.properties?.metadata?.$ref).toBe('#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
    expect(definitions?.['io.k8s.api.core.v1.Pod']?.['x-kubernetes-group-version-kind']).toEqual([{ group: '', kind: 'Pod', version: 'v1' }]);
    const names = [...JSON.stringify(definitions).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !definitions?.[name])).toEqual([]);
  });
});

describe('OpenAPI 2 as protocol buffers', () => {
  const PROTOBUF = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
  const fields = (bytes: Buffer) => [...readFields(bytes)].map(({ number, value }) => ({ number, bytes: Buffer.isBuffer(value) ? value : Buffer.alloc(0), value }));
  const one = (bytes: Buffer, number: number) => fields(bytes).find((field) => field.number === number)?.bytes ?? Buffer.alloc(0);
  /** The value of an entry of a map: its name is field 1, its value field 2. */
  const entry = (map: Buffer, name: string) => one(fields(map).map(({ bytes }) => bytes).find((bytes) => one(bytes, 1).toString() === name) ?? Buffer.alloc(0), 2);

  it('is what clients get who ask for it', () => {
    const answer = openapi.get('/openapi/v2', new URLSearchParams(), { accept: PROTOBUF });
    expect(answer?.contentType).toBe('application/com.github.proto-openapi.spec.v2.v1.0+protobuf');
    const body = answer?.body ?? Buffer.alloc(0);
    expect(one(body, 1).toString()).toBe('2.0');
    const vm = entry(one(body, 9), 'io.kubevirt.v1.VirtualMachine');
    const spec = entry(one(vm, 25), 'spec');
    expect(one(one(spec, 22), 1).toString()).toBe('object');
    expect(fields(spec).filter(({ number }) => number === 19).map(({ bytes }) => bytes.toString())).toEqual(['template']);
    const extension = fields(vm).find(({ number, bytes }) => number === 31 && one(bytes, 1).toString() === 'x-kubernetes-group-version-kind');
    expect(JSON.parse(one(one(extension?.bytes ?? Buffer.alloc(0), 2), 2).toString())).toEqual([{ group: 'kubevirt.io', kind: 'VirtualMachine', version: 'v1' }]);
  });

  it('says the limits of values', () => {
    const body = openapi.get('/openapi/v2', new URLSearchParams(), { accept: PROTOBUF })?.body ?? Buffer.alloc(0);
    const route = entry(one(body, 9), 'io.openshift.route.v1.Route');
    const target = entry(one(entry(one(route, 25), 'spec'), 25), 'to');
    const weight = entry(one(target, 25), 'weight');
    expect(one(weight, 7).readDoubleLE()).toBe(256);
    expect(one(one(weight, 5), 2).toString()).toBe('100');
    const kind = entry(one(target, 25), 'kind');
    expect(fields(kind).filter(({ number }) => number === 20).map(({ bytes }) => one(bytes, 2).toString())).toEqual(['"Service"', '""']);
  });

  it('is not given to those who read JSON', () => {
    expect(openapi.get('/openapi/v2', new URLSearchParams(), { accept: `application/json, ${PROTOBUF}` })?.contentType).toBe('application/json');
  });
});
