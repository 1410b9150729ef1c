import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClusterInstancetypeKind, MigrationKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine } from '../../../contracts/virt';
import { createSimulatedDriver } from '../../guests/simulated/simulated-driver';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import { createStreams } from '../../streams/streams';
import { type Answer, type StartedApi, startApi } from '../../test-support/api/start-api';
import { builtinKinds } from '../registry';
import { createVirtSubresources } from './virt-subresources';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['ns'] });
  const driver = createSimulatedDriver({ clock: systemClock, logger: silentLogger });
  api.api.serve(createVirtSubresources({ client: api.client, driver, streams: createStreams(driver, systemClock), clock: systemClock }));
});
afterAll(() => api.stop());

const ROOT = '/apis/subresources.kubevirt.io/v1';
const put = (path: string, body?: unknown, headers?: Record<string, string>) => api.call('PUT', `${ROOT}/namespaces/ns/${path}`, body, headers);
const get = (path: string) => api.call('GET', `${ROOT}/namespaces/ns/${path}`);
const domain = { devices: {}, memory: { guest: '64Mi' } };

let count = 0;
/** A machine in a state that no loop changes: there are none here. */
async function inState(runStrategy: string, phase: string | undefined): Promise<{ name: string; uid: string }> {
  const name = `m${(count += 1)}`;
  await api.client.create(VirtualMachineKind, { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name, namespace: 'ns' }, spec: { runStrategy, template: { spec: { domain } } } });
  if (phase === undefined) return { name, uid: '' };
  const vmi = await api.client.create(VirtualMachineInstanceKind, { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachineInstance', metadata: { name, namespace: 'ns' }, spec: { domain } });
  await api.client.mutate(VirtualMachineInstanceKind, name, 'ns', (draft) => void (draft.status = { ...draft.status, phase }));
  return { name, uid: vmi.metadata.uid ?? '' };
}

const machine = (name: string): VirtualMachine | undefined => api.client.get(VirtualMachineKind, name, 'ns');

/** What happened, in the words of the matrix. */
function outcome(answer: Answer, name: string, uid: string): string {
  if (answer.status !== 202) return `${answer.status} ${String(answer.body.message).replace(`Operation cannot be fulfilled on virtualmachine.kubevirt.io "${name}": `, '').replace(`"${name}"`, 'x')}`;
  const requests = machine(name)?.status?.stateChangeRequests;
  if (requests) return requests.map((request) => (request.uid === uid && uid ? `${request.action} uid` : request.action)).join(' + ');
  if (api.client.list(MigrationKind, { namespace: 'ns', labels: { 'kubevirt.io/vmi-name': name } }).length > 0) return 'migration';
  return `-> ${machine(name)?.spec.runStrategy ?? ''}`;
}

const NOT_RUNNING = '409 VM is not running';
const ALREADY = '409 VM is already running';
const NO_VMI = '404 virtualmachineinstance.kubevirt.io x not found';
const HALTED_STOP = '409 Halted only supports manual stop requests with a shorter graceperiod';
const noRestart = (strategy: string) => `409 RunStategy ${strategy} does not support manual restart requests`;
const noStart = (strategy: string) => `409 ${strategy} does not support manual start requests`;
const AGAIN = 'Stop uid + Start';
const IDLE = '409 VM is not running: Halted';

type Row = [strategy: string, phase: string | undefined, start: string, stop: string, restart: string, migrate: string];
const matrix: Row[] = [
  ['Halted', undefined, '-> Always', NOT_RUNNING, noRestart('Halted'), NO_VMI],
  ['Halted', 'Scheduling', ALREADY, HALTED_STOP, noRestart('Halted'), NOT_RUNNING],
  ['Halted', 'Running', ALREADY, HALTED_STOP, noRestart('Halted'), 'migration'],
  ['Halted', 'Succeeded', '-> Always', NOT_RUNNING, noRestart('Halted'), NOT_RUNNING],
  ['Always', undefined, noStart('Always'), '-> Halted', IDLE, NO_VMI],
  ['Always', 'Scheduling', ALREADY, '-> Halted', AGAIN, NOT_RUNNING],
  ['Always', 'Running', ALREADY, '-> Halted', AGAIN, 'migration'],
  ['Always', 'Succeeded', noStart('Always'), '-> Halted', AGAIN, NOT_RUNNING],
  ['RerunOnFailure', undefined, 'Start', NOT_RUNNING, IDLE, NO_VMI],
  ['RerunOnFailure', 'Scheduling', ALREADY, 'Stop uid', AGAIN, NOT_RUNNING],
  ['RerunOnFailure', 'Running', ALREADY, 'Stop uid', AGAIN, 'migration'],
  ['RerunOnFailure', 'Succeeded', AGAIN, NOT_RUNNING, AGAIN, NOT_RUNNING],
  ['RerunOnFailure', 'Failed', '409 RerunOnFailure does not support starting VM from failed state', NOT_RUNNING, AGAIN, NOT_RUNNING],
  ['Manual', undefined, 'Start', NOT_RUNNING, IDLE, NO_VMI],
  ['Manual', 'Running', ALREADY, 'Stop uid', AGAIN, 'migration'],
  ['Manual', 'Succeeded', AGAIN, NOT_RUNNING, AGAIN, NOT_RUNNING],
  ['Manual', 'Failed', AGAIN, NOT_RUNNING, AGAIN, NOT_RUNNING],
  ['Once', undefined, noStart('Once'), '-> Halted', noRestart('Once'), NO_VMI],
  ['Once', 'Running', ALREADY, '-> Halted', noRestart('Once'), 'migration'],
  ['Once', 'Succeeded', noStart('Once'), '-> Halted', noRestart('Once'), NOT_RUNNING],
];

describe('start, stop, restart and migrate', () => {
  it.each(matrix)('%s with an instance that is %s', async (strategy, phase, ...expected) => {
    const found: string[] = [];
    for (const verb of ['start', 'stop', 'restart', 'migrate']) {
      const { name, uid } = await inState(strategy, phase);
      found.push(outcome(await put(`virtualmachines/${name}/${verb}`), name, uid));
    }
    expect(found).toEqual(expected);
  });

  it('refuse a second request while one is under way', async () => {
    const { name } = await inState('Manual', undefined);
    expect((await put(`virtualmachines/${name}/start`)).status).toBe(202);
    const again = await put(`virtualmachines/${name}/start`);
    expect([again.status, again.body.message]).toEqual([500, 'Internal error occurred: unable to complete request: stop/start already underway']);
  });

  it('file a paused start, and set a shorter grace', async () => {
    const halted = await inState('Halted', undefined);
    await put(`virtualmachines/${halted.name}/start`, { paused: true });
    expect(machine(halted.name)?.status?.stateChangeRequests).toEqual([{ action: 'Start', data: { paused: 'true' } }]);
    const running = await inState('Always', 'Running');
    await put(`virtualmachines/${running.name}/stop`, { gracePeriod: 0 });
    expect(api.client.get(VirtualMachineInstanceKind, running.name, 'ns')?.spec.terminationGracePeriodSeconds).toBe(0);
    const refused = await put(`virtualmachines/${running.name}/restart`, { gracePeriodSeconds: 5 });
    expect([refused.status, refused.body.message]).toEqual([400, 'For force restart, only gracePeriod=0 is supported for now']);
  });

  it('change nothing in a dry run', async () => {
    const { name } = await inState('Halted', undefined);
    expect((await put(`virtualmachines/${name}/start`, { dryRun: ['All'] })).status).toBe(202);
    expect(machine(name)?.spec.runStrategy).toBe('Halted');
  });

  it('surface the refusal of a webhook as an internal error', async () => {
    const { name } = await inState('Halted', undefined);
    await api.client.mutate(VirtualMachineKind, name, 'ns', (draft) => void (draft.status = { snapshotInProgress: 's1' }), { subresource: 'status' });
    const answer = await put(`virtualmachines/${name}/start`);
    const words = 'admission webhook "virtualmachine-validator.kubevirt.io" denied the request: Cannot update vm running state until snapshot "s1" completes';
    expect([answer.status, answer.body.message]).toEqual([500, `Internal error occurred: ${words}`]);
  });
});

describe('the form of the answers', () => {
  it('names the resource in the singular', async () => {
    const answer = await put('virtualmachines/nope/start');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ kind: 'Status', message: 'virtualmachine.kubevirt.io "nope" not found', details: { name: 'nope', group: 'kubevirt.io', kind: 'virtualmachine' } });
  });

  it('refuses other methods and unknown names in plain text', async () => {
    const method = await get('virtualmachines/nope/start');
    expect([method.status, method.text, method.headers.get('allow')]).toEqual([405, '405: Method Not Allowed', 'PUT']);
    const unknown = await put('virtualmachines/nope/fly');
    expect([unknown.status, unknown.text]).toEqual([404, '404: Page Not Found']);
  });

  it('answers guest information in plain text when it cannot', async () => {
    const missing = await get('virtualmachineinstances/nope/guestosinfo');
    expect([missing.status, missing.text]).toEqual([500, 'virtualmachineinstance.kubevirt.io "nope" not found']);
    const { name } = await inState('Always', 'Running');
    const text = (await get(`virtualmachineinstances/${name}/userlist`)).text;
    expect(text).toBe(`Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io "${name}": VMI does not have guest agent connected`);
  });

  it('refuses a strict client where the answer has no body', async () => {
    const { name } = await inState('Halted', undefined);
    expect((await put(`virtualmachines/${name}/start`, undefined, { accept: 'application/json' })).status).toBe(406);
    expect((await put(`virtualmachines/${name}/start`, undefined, { accept: 'application/json, */*' })).status).toBe(202);
  });

  it('says what is wrong with a body', async () => {
    const { name } = await inState('Halted', undefined);
    const answer = await put(`virtualmachines/${name}/start`, '{"paused": ');
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('Can not unmarshal Request body to struct, error: ');
  });

  it('gives versions and health at the cluster level', async () => {
    expect((await api.call('GET', `${ROOT}/version`)).body.gitVersion).toMatch(/^v1\./);
    expect((await api.call('GET', `${ROOT}/healthz`)).body).toMatchObject({ apiserver: { connectivity: 'ok' } });
  });

  it('lists the names that KubeVirt lists', async () => {
    const { body } = await api.call('GET', ROOT);
    const names = (body as unknown as { resources: { name: string }[] }).resources.map((resource) => resource.name);
    for (const name of ['expand-vm-spec', 'virtualmachines/start', 'virtualmachines/expand-spec', 'virtualmachineinstances/vnc/screenshot']) expect(names).toContain(name);
    expect(names).not.toContain('virtualmachines/addvolume');
  });
});

describe('expansion', () => {
  it('writes the instance type into the machine and takes the reference away', async () => {
    const small = { apiVersion: 'instancetype.kubevirt.io/v1beta1', kind: 'VirtualMachineClusterInstancetype', metadata: { name: 'two' }, spec: { cpu: { guest: 2 }, memory: { guest: '1Gi' } } };
    await api.client.create(ClusterInstancetypeKind, small);
    const vm = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: { name: 'e' }, spec: { runStrategy: 'Halted', instancetype: { name: 'two' }, template: { spec: { domain: { devices: {} } } } } };
    const answer = await put('expand-vm-spec', vm);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ spec: { template: { spec: { domain: { cpu: { sockets: 2 }, memory: { guest: '1Gi' }, devices: { interfaces: [{ name: 'default', bridge: {} }] } } } } } });
    expect(answer.body.spec?.instancetype).toBeUndefined();
    const unknown = await put('expand-vm-spec', { ...vm, spec: { ...vm.spec, instancetype: { name: 'no', kind: 'VirtualMachineInstancetype' } } });
    expect([unknown.status, unknown.body.message]).toEqual([400, 'virtualmachineinstancetypes.instancetype.kubevirt.io "no" not found']);
    expect((await put('expand-vm-spec', { kind: 'Foo' })).body.message).toBe('Object is not a valid VirtualMachine');
  });
});
