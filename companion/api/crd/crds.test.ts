import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { builtinKinds } from '../../kinds/registry';
import { silentLogger } from '../../lib/logger';
import type { Answer, StartedApi } from '../../test-support/api/start-api';
import { startApi } from '../../test-support/api/start-api';
import { publishBuiltIns, serveDefinitions } from './serve-definitions';

/** An answer's body, looked into freely. */
type Loose = { [member: string]: Loose } & Loose[] & string;
const bodyOf = (answer: Answer): Loose => JSON.parse(answer.text) as Loose;

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const widgets = (change: (spec: Record<string, unknown>) => void = () => undefined) => {
  const spec: Record<string, unknown> = {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        selectableFields: [{ jsonPath: '.spec.color' }],
        additionalPrinterColumns: [{ name: 'Color', type: 'string', jsonPath: '.spec.color' }],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { color: { type: 'string', enum: ['red', 'blue'] }, size: { type: 'integer', default: 3 } } },
              status: { type: 'object', properties: { ready: { type: 'boolean' } } },
            },
          },
        },
      },
      { name: 'v1old', served: true, storage: false, deprecated: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } },
    ],
  };
  change(spec);
  return { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' }, spec };
};
const widget = (spec: object) => ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec });
const PLACE = '/apis/example.com/v1/namespaces/default/widgets';

describe('a definition made at run time', () => {
  let server: StartedApi;
  let stop: () => void;
  beforeEach(async () => {
    server = await startApi();
    stop = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
  });
  afterEach(async () => {
    stop();
    await server.stop();
  });

  it('serves its kind at once: defaults, pruning, validation, columns, status, selectors', async () => {
    const made = await server.call('POST', CRDS, widgets());
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      spec: { names: { singular: 'widget', listKind: 'WidgetList' }, conversion: { strategy: 'None' } },
      status: { acceptedNames: { kind: '', plural: '' }, storedVersions: ['v1'] },
    });
    // The answer shows the definition as it came; its names are accepted right after.
    await expect.poll(async () => (await server.call('GET', `${CRDS}/widgets.example.com`)).body.status).toMatchObject({
      acceptedNames: { kind: 'Widget', plural: 'widgets', shortNames: ['wd'] },
      conditions: [{ type: 'NamesAccepted', status: 'True', reason: 'NoConflicts' }, { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' }],
    });
    const created = await server.call('POST', PLACE, { ...widget({ color: 'red', nonsense: 1 }), status: { ready: true } });
    expect(created.status).toBe(201);
    expect(created.body.spec).toEqual({ color: 'red', size: 3 });
    expect(created.body.status).toBeUndefined();
    expect(created.headers.get('warning')).toBe('299 - "unknown field \\"spec.nonsense\\""');
    expect((await server.call('POST', PLACE, { ...widget({ color: 'green' }), metadata: { name: 'w2' } })).body.message).toBe(
      'Widget.example.com "w2" is invalid: spec.color: Unsupported value: "green": supported values: "red", "blue"',
    );
    const table = await server.call('GET', PLACE, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    expect(bodyOf(table).columnDefinitions?.map((column) => column.name)).toEqual(['Name', 'Color']);
    expect((await server.call('GET', `${PLACE}?fieldSelector=spec.color%3Dblue`)).body.items).toEqual([]);
    expect((await server.call('PATCH', `${PLACE}/w/status`, { status: { ready: true } })).body.status).toEqual({ ready: true });
    expect(bodyOf(await server.call('GET', '/apis/example.com')).preferredVersion?.version).toBe('v1');
  });

  it('warns about a deprecated version and gives the same object there', async () => {
    await server.call('POST', CRDS, widgets());
    await server.call('POST', PLACE, widget({ color: 'red' }));
    const old = await server.call('GET', '/apis/example.com/v1old/namespaces/default/widgets/w');
    expect(old.body).toMatchObject({ apiVersion: 'example.com/v1old', spec: { color: 'red', size: 3 } });
    expect(old.headers.get('warning')).toBe('299 - "example.com/v1old Widget is deprecated; use example.com/v1 Widget"');
  });

  it('is gone when deleted, with everything of its kind', async () => {
    await server.call('POST', CRDS, widgets());
    await server.call('POST', PLACE, widget({}));
    await server.call('DELETE', `${CRDS}/widgets.example.com`);
    await expect.poll(async () => (await server.call('GET', `${CRDS}/widgets.example.com`)).status).toBe(404);
    await expect.poll(async () => (await server.call('GET', PLACE)).status).toBe(404);
    await server.call('POST', CRDS, widgets());
    expect((await server.call('GET', PLACE)).body.items).toEqual([]);
  });

  it('waits for finalizers of its objects', async () => {
    await server.call('POST', CRDS, widgets());
    await server.call('POST', PLACE, { ...widget({}), metadata: { name: 'w', finalizers: ['example.com/hold'] } });
    await server.call('DELETE', `${CRDS}/widgets.example.com`);
    await expect.poll(async () => bodyOf(await server.call('GET', `${PLACE}/w`)).metadata?.deletionTimestamp).toBeTruthy();
    const { body } = await server.call('GET', `${CRDS}/widgets.example.com`);
    expect(body.metadata).toMatchObject({ generation: 1, finalizers: ['customresourcecleanup.apiextensions.k8s.io'] });
    expect(body.metadata).not.toHaveProperty('deletionGracePeriodSeconds');
    expect(body.status).toMatchObject({ conditions: [{ type: 'NamesAccepted' }, { type: 'Established' }, { type: 'Terminating', status: 'True', reason: 'InstanceDeletionInProgress' }] });
    await server.call('PATCH', `${PLACE}/w`, { metadata: { finalizers: null } });
    await expect.poll(async () => (await server.call('GET', `${CRDS}/widgets.example.com`)).status).toBe(404);
  });

  it('has no finalizer before it is deleted', async () => {
    expect((await server.call('POST', CRDS, widgets())).body.metadata).not.toHaveProperty('finalizers');
  });

  it('is not served while a name is another one’s, and says which', async () => {
    await server.call('POST', CRDS, widgets());
    await expect.poll(async () => bodyOf(await server.call('GET', `${CRDS}/widgets.example.com`)).status?.acceptedNames?.kind).toBe('Widget');
    const rival = widgets((spec) => Object.assign(spec, { names: { plural: 'gadgets', kind: 'Widget', shortNames: ['wd'] } }));
    await server.call('POST', CRDS, { ...rival, metadata: { name: 'gadgets.example.com' } });
    await expect.poll(async () => (await server.call('GET', `${CRDS}/gadgets.example.com`)).body.status).toMatchObject({
      acceptedNames: { plural: 'gadgets', kind: '' },
      conditions: [
        { type: 'NamesAccepted', status: 'False', reason: 'ListKindConflict', message: '"WidgetList" is already in use' },
        { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
      ],
    });
    expect((await server.call('GET', '/apis/example.com/v1/namespaces/default/gadgets')).status).toBe(404);
  });

  it('of a group of the Kubernetes community says who has approved it', async () => {
    const protectedOne = widgets((spec) => Object.assign(spec, { group: 'things.k8s.io' }));
    const metadata = { name: 'widgets.things.k8s.io', annotations: { 'api-approved.kubernetes.io': 'unapproved, a test' } };
    await server.call('POST', CRDS, { ...protectedOne, metadata });
    await expect.poll(async () => (await server.call('GET', `${CRDS}/${metadata.name}`)).body.status).toMatchObject({
      conditions: [{ type: 'NamesAccepted' }, { type: 'Established' }, { type: 'KubernetesAPIApprovalPolicyConformant', status: 'False', reason: 'UnapprovedAnnotation', message: 'not approved: "unapproved, a test"' }],
    });
  });

  it('prunes and defaults by the version objects are stored in, whichever they come in', async () => {
    await server.call('POST', CRDS, widgets());
    const { body } = await server.call('POST', '/apis/example.com/v1old/namespaces/default/widgets', { ...widget({ color: 'red', extra: 1 }), apiVersion: 'example.com/v1old' });
    expect(body).toMatchObject({ apiVersion: 'example.com/v1old', spec: { color: 'red', size: 3 } });
    expect(body.spec).not.toHaveProperty('extra');
  });

  it('follows changes of its schema', async () => {
    await server.call('POST', CRDS, widgets());
    await server.call('PATCH', `${CRDS}/widgets.example.com`, { spec: widgets((spec) => Object.assign(spec, { versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] })).spec });
    expect((await server.call('POST', PLACE, widget({ color: 'green' }))).body.spec).toBeUndefined();
  });

  it.each([
    ['a wrong name', (spec: Record<string, unknown>) => Object.assign(spec, { group: 'other.com' }), 'metadata.name'],
    ['no storage version', (spec: Record<string, unknown>) => Object.assign(spec, { versions: [{ name: 'v1', served: true, storage: false, schema: { openAPIV3Schema: { type: 'object' } } }] }), 'spec.versions'],
    ['no schema', (spec: Record<string, unknown>) => Object.assign(spec, { versions: [{ name: 'v1', served: true, storage: true }] }), 'spec.versions[0].schema.openAPIV3Schema'],
    ['an unknown scope', (spec: Record<string, unknown>) => Object.assign(spec, { scope: 'Galaxy' }), 'spec.scope'],
  ])('is refused with %s', async (_name, change, field) => {
    const answer = await server.call('POST', CRDS, widgets(change));
    expect([answer.status, bodyOf(answer).details?.causes?.[0]?.field]).toEqual([422, field]);
  });
});

describe('built-in kinds', () => {
  it('appear as definitions, with their schemas', async () => {
    const server = await startApi({ definitions: builtinKinds() });
    const stop = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
    await publishBuiltIns({ api: server.api, client: server.client, schemas: 'one' });
    const body = bodyOf(await server.call('GET', `${CRDS}/virtualmachines.kubevirt.io`));
    expect(body.spec).toMatchObject({ names: { shortNames: ['vm', 'vms'], listKind: 'VirtualMachineList' }, scope: 'Namespaced' });
    expect(body.spec?.versions?.[0]?.schema?.openAPIV3Schema?.properties?.spec?.properties?.runStrategy?.type).toBe('string');
    expect((await server.call('GET', '/apis/kubevirt.io/v1/virtualmachines')).status).toBe(200);
    stop();
    await server.stop();
  });
});

describe('definitions of built-in kinds', () => {
  let server: StartedApi;
  let stop: () => void;
  const dataSources = `${CRDS}/datasources.cdi.kubevirt.io`;
  const publish = (schemas: string) => publishBuiltIns({ api: server.api, client: server.client, schemas });
  beforeEach(async () => {
    server = await startApi({ definitions: builtinKinds() });
    await publish('one');
    stop = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
  });
  afterEach(async () => {
    stop();
    await server.stop();
  });

  it('are written once, and again by a version that knows more', async () => {
    const first = (await server.call('GET', dataSources)).body.metadata;
    await publish('one');
    expect((await server.call('GET', dataSources)).body.metadata).toEqual(first);
    await publish('two');
    expect((await server.call('GET', dataSources)).body.metadata).not.toEqual(first);
  });

  it('that somebody changes are served as changed', async () => {
    const operation = [{ op: 'add', path: '/spec/names/shortNames/-', value: 'mysource' }];
    await server.call('PATCH', dataSources, operation, { 'content-type': 'application/json-patch+json' });
    const found = bodyOf(await server.call('GET', '/apis/cdi.kubevirt.io/v1beta1')).resources?.find((resource) => resource.name === 'datasources');
    expect(found?.shortNames).toEqual(['das', 'mysource']);
  });
});

const folder = fileURLToPath(new URL('../../../../shared/data/crds', import.meta.url));
describe.runIf(existsSync(folder))('definitions of real clusters', () => {
  let server: StartedApi;
  let stop: () => void;
  beforeAll(async () => {
    server = await startApi();
    stop = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
  });
  afterAll(async () => {
    stop();
    await server.stop();
  });

  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  it.each(files)('%s is taken as it is by a server-side apply, and its kind is served', async (file) => {
    const [group = '', plural = ''] = file.replace('.yaml', '').split('_');
    const text = readFileSync(join(folder, file), 'utf8');
    const path = `${CRDS}/${plural}.${group}?fieldManager=kubectl&fieldValidation=Strict`;
    const applied = await server.call('PATCH', path, text, { 'content-type': 'application/apply-patch+yaml' });
    expect([applied.status, applied.body.message]).toEqual([201, undefined]);
    const settled = async () => bodyOf(await server.call('GET', `${CRDS}/${plural}.${group}`));
    await expect.poll(async () => (await settled()).status?.acceptedNames?.plural).toBe(plural);
    const { metadata } = await settled();
    const again = await server.call('PATCH', path, text, { 'content-type': 'application/apply-patch+yaml' });
    expect([again.status, bodyOf(again).metadata?.resourceVersion]).toEqual([200, metadata?.resourceVersion]);
    for (const version of bodyOf(applied).spec?.versions?.filter((each) => each.served) ?? []) {
      const list = await server.call('GET', `/apis/${group}/${String(version.name)}/${plural}`);
      expect([list.status, list.body.items]).toEqual([200, []]);
    }
  });
});
