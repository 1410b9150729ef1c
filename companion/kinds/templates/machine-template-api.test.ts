import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualMachineKind, VirtualMachineTemplateKind } from '../../../contracts/kinds';
import { type StartedApi, startApi } from '../../test-support/api/start-api';
import { builtinKinds } from '../registry';
import { createMachineTemplateApi } from './machine-template-api';

let api: StartedApi;
beforeAll(async () => {
  const authorizer = { authorize: (_: unknown, { name }: { name?: string }) => ({ allowed: name !== 'secret' }) };
  api = await startApi({ definitions: builtinKinds(), namespaces: ['ns'], authorizer });
  api.api.serve(createMachineTemplateApi(api.client));
  await api.client.create(VirtualMachineTemplateKind, {
    apiVersion: 'template.kubevirt.io/v1beta1',
    kind: 'VirtualMachineTemplate',
    metadata: { name: 'small', namespace: 'ns' },
    spec: {
      parameters: [
        { name: 'NAME', generate: 'expression', from: 'vm-[a-z0-9]{4}' },
        { name: 'CORES', value: '1' },
        { name: 'OWNER', required: true },
      ],
      message: 'Say hello to ${NAME}.',
      virtualMachine: {
        apiVersion: 'kubevirt.io/v1',
        kind: 'VirtualMachine',
        metadata: { name: '${NAME}', namespace: 'elsewhere', labels: { owner: '${OWNER}' } },
        spec: { runStrategy: 'Halted', template: { spec: { domain: { cpu: { cores: '${{CORES}}' }, memory: { guest: '64Mi' }, devices: {} } } } },
      },
    },
  });
});
afterAll(() => api.stop());

const post = (subresource: string, parameters?: object, name = 'small', version = 'v1beta1') =>
  api.call('POST', `/apis/subresources.template.kubevirt.io/${version}/namespaces/ns/virtualmachinetemplates/${name}/${subresource}`, { parameters });

describe('a template of a machine', () => {
  it('is processed with given, generated and standard values; nothing is kept', async () => {
    const { status, body } = await post('process', { OWNER: 'me' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'ProcessedVirtualMachineTemplate',
      apiVersion: 'subresources.template.kubevirt.io/v1beta1',
      templateRef: { namespace: 'ns', name: 'small' },
      message: expect.stringMatching(/^Say hello to vm-[a-z0-9]{4}\.$/),
      virtualMachine: { metadata: { labels: { owner: 'me' } }, spec: { template: { spec: { domain: { cpu: { cores: 1 } } } } } },
    });
    expect(JSON.stringify(body)).not.toContain('elsewhere');
    expect(api.client.list(VirtualMachineKind, { namespace: 'ns' })).toEqual([]);
  });

  it('becomes a machine', async () => {
    const { status } = await post('create', { NAME: 'made', OWNER: 'me', CORES: 2 }, 'small', 'v1alpha1');
    expect(status).toBe(200);
    expect(api.client.get(VirtualMachineKind, 'made', 'ns')?.spec.template.spec?.domain.cpu?.cores).toBe(2);
    const again = await post('create', { NAME: 'made', OWNER: 'me' });
    expect([again.status, again.body.message]).toEqual([500, expect.stringContaining('error creating VirtualMachine: virtualmachines.kubevirt.io "made" already exists')]);
  });

  it.each([
    [{}, 'small', 422, 'spec.parameters[2]: parameter OWNER is required and must be specified'],
    [{ OWNER: 'me', COLOR: 'red' }, 'small', 409, 'parameter COLOR not found in template'],
    [{}, 'none', 500, 'error getting VirtualMachineTemplate: virtualmachinetemplates.template.kubevirt.io "none" not found'],
    [{}, 'secret', 403, 'cannot create resource "virtualmachinetemplates/process" in API group "subresources.template.kubevirt.io"'],
  ])('refuses %j for %s', async (parameters, name, status, words) => {
    const answer = await post('process', parameters, name);
    expect([answer.status, answer.body.message]).toEqual([status, expect.stringContaining(words)]);
  });

  it('has two subresources, for posts', async () => {
    const base = '/apis/subresources.template.kubevirt.io/v1beta1';
    expect((await api.call('GET', base)).body.resources).toMatchObject([{ name: 'virtualmachinetemplates/process', verbs: ['create'] }, { name: 'virtualmachinetemplates/create' }]);
    expect((await api.call('GET', `${base}/namespaces/ns/virtualmachinetemplates/small/process`)).status).toBe(405);
    expect((await post('other')).status).toBe(404);
  });
});
