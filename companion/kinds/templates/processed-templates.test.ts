import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StartedApi, startApi } from '../../test-support/api/start-api';
import { builtinKinds } from '../registry';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['ns'] });
});
afterAll(() => api.stop());

const path = '/apis/template.openshift.io/v1/namespaces/ns/processedtemplates';
const template = (parameters: object[]) => ({
  apiVersion: 'template.openshift.io/v1',
  kind: 'Template',
  metadata: { name: 'small' },
  parameters,
  objects: [{ apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name: '${NAME}' }, spec: { runStrategy: 'Halted' } }],
});

it('a template is processed and not kept', async () => {
  const answer = await api.call('POST', `${path}?dryRun=All`, template([{ name: 'NAME', generate: 'expression', from: 'vm-[a-z0-9]{8}' }]));
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ kind: 'Template', apiVersion: 'template.openshift.io/v1', metadata: { name: 'small', namespace: 'ns' } });
  const [machine] = (answer.body as unknown as { objects: { metadata: { name: string } }[] }).objects;
  expect(machine?.metadata.name).toMatch(/^vm-[a-z0-9]{8}$/);
  expect((await api.call('GET', '/apis/template.openshift.io/v1/namespaces/ns/templates')).body.items).toEqual([]);
});

it('a missing value is refused with its parameter', async () => {
  const answer = await api.call('POST', path, template([{ name: 'NAME', required: true }]));
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ reason: 'Invalid', message: expect.stringContaining('parameter NAME is required and must be specified') });
});
