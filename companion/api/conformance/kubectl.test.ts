import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinKinds } from '../../kinds/registry';
import { silentLogger } from '../../lib/logger';
import type { StartedApi } from '../../test-support/api/start-api';
import { startApi } from '../../test-support/api/start-api';
import { publishBuiltIns, serveDefinitions } from '../crd/serve-definitions';

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

interface Result {
  code: number;
  out: string;
  err: string;
}

const service = (https = 443) => `
apiVersion: v1
kind: Service
metadata: { name: web, labels: { a: b } }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80 }, { name: https, port: ${https} }]
`;
const machine = (name: string, spec = 'runStrategy: Halted') => `
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: { name: ${name} }
spec:
  ${spec}
  template:
    spec:
      domain: { devices: { disks: [{ name: d, disk: { bus: virtio } }] }, memory: { guest: 1Gi } }
      volumes: [{ name: d, containerDisk: { image: "example/disk:1" } }]
`;
const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gadgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: gadgets, kind: Gadget, shortNames: [gd] }
  versions:
    - name: v1
      served: true
      storage: true
      additionalPrinterColumns: [{ name: Size, type: integer, jsonPath: .spec.size }]
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: integer, description: How big it is. } } } } } }
`;

describe.runIf(hasKubectl)('kubectl', () => {
  let server: StartedApi;
  let home: string;
  let stopDefinitions: () => void;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'kubectl-'));
    server = await startApi({ definitions: builtinKinds() });
    await publishBuiltIns({ api: server.api, client: server.client, schemas: '' });
    stopDefinitions = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
  });
  afterAll(async () => {
    stopDefinitions();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });

  function kubectl(command: string | string[], input?: string, env: Record<string, string> = {}): Promise<Result> {
    const args = typeof command === 'string' ? command.split(' ') : command;
    return new Promise((resolve) => {
      const options = { env: { PATH: process.env.PATH ?? '', HOME: home, ...env } };
      const child = execFile('kubectl', ['--server', server.url, '--cache-dir', join(home, 'cache'), ...args], options, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
      });
      child.stdin?.end(input ?? '');
    });
  }
  const out = async (command: string | string[], input?: string) => {
    const { code, out, err } = await kubectl(command, input);
    expect([code, err]).toEqual([0, '']);
    return out.trim();
  };

  it.each([
    ['create namespace demo', 'namespace/demo created'],
    ['create configmap c --from-literal=a=b', 'configmap/c created'],
    ['create secret generic s --from-literal=a=b', 'secret/s created'],
    ['create serviceaccount bot', 'serviceaccount/bot created'],
    ['create deployment d --image=example/web --replicas=2 --port=80', 'deployment.apps/d created'],
    ['create job j --image=example/job -- date', 'job.batch/j created'],
    ['create cronjob cj --image=example/job --schedule=@daily -- date', 'cronjob.batch/cj created'],
    ['create role r --verb=get --resource=pods', 'role.rbac.authorization.k8s.io/r created'],
    ['create rolebinding rb --role=r --user=u', 'rolebinding.rbac.authorization.k8s.io/rb created'],
    ['create clusterrole cr --verb=get --resource=nodes', 'clusterrole.rbac.authorization.k8s.io/cr created'],
    ['create clusterrolebinding crb --clusterrole=cr --group=g', 'clusterrolebinding.rbac.authorization.k8s.io/crb created'],
    ['create quota q --hard=pods=10,services=20', 'resourcequota/q created'],
    ['create poddisruptionbudget p --selector=app=web --min-available=1', 'poddisruptionbudget.policy/p created'],
    ['create ingress i --rule=a.b/c=web:80', 'ingress.networking.k8s.io/i created'],
    ['create service nodeport np --tcp=80:8080', 'service/np created'],
    ['create priorityclass pc --value=10', 'priorityclass.scheduling.k8s.io/pc created'],
    ['run pod1 --image=example/web', 'pod/pod1 created'],
  ])('%s', async (command, said) => {
    expect(await out(command)).toBe(said);
  });

  it('reads back what typed clients sent', async () => {
    expect(await out(['get', 'configmap', 'c', '-o', 'jsonpath={.data}'])).toBe('{"a":"b"}');
    expect(await out(['get', 'secret', 's', '-o', 'jsonpath={.type} {.data.a}'])).toBe('Opaque Yg==');
    expect(await out(['get', 'deployment', 'd', '-o', 'jsonpath={.spec.replicas} {.spec.template.spec.containers[0].ports[0].containerPort}'])).toBe('2 80');
    expect(await out(['get', 'quota', 'q', '-o', 'jsonpath={.spec.hard}'])).toBe('{"pods":"10","services":"20"}');
  });

  it('changes a deployment and exposes it', async () => {
    expect(await out('set image deployment/d web=example/web:2')).toBe('deployment.apps/d image updated');
    expect(await out('scale deployment/d --replicas=3')).toBe('deployment.apps/d scaled');
    expect(await out('expose deployment d --port 80')).toBe('service/d exposed');
    expect(await out(['get', 'deployment', 'd', '-o', 'jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image}'])).toBe('3 example/web:2');
  });

  it('applies from the client side: created, unchanged, configured by a strategic merge', async () => {
    expect(await out('apply -f -', service())).toBe('service/web created');
    expect(await out('apply -f -', service())).toBe('service/web unchanged');
    expect(await out('apply -f -', service(444))).toBe('service/web configured');
    expect(await out(['get', 'service', 'web', '-o', 'jsonpath={.spec.ports[*].port}'])).toBe('80 444');
  });

  it('applies from the server side: takes over, conflicts, and wins by force', async () => {
    expect(await out('apply --server-side -f -', service(444))).toBe('service/web serverside-applied');
    const refused = await kubectl('apply --server-side --field-manager=other -f -', service(444).replace('a: b', 'a: c'));
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('Apply failed with 1 conflict: conflict with "kubectl": .metadata.labels.a');
    expect(await out('apply --server-side --field-manager=other --force-conflicts -f -', service(444).replace('a: b', 'a: c'))).toBe('service/web serverside-applied');
    expect(await out(['get', 'service', 'web', '-o', 'jsonpath={.metadata.labels.a}'])).toBe('c');
  });

  it('patches strategically, by merge and by operations', async () => {
    await out(['patch', 'service', 'web', '-p', '{"spec":{"ports":[{"port":80,"targetPort":8080},{"port":9,"name":"nine"}]}}']);
    expect(await out(['get', 'service', 'web', '-o', 'jsonpath={.spec.ports[*].port}'])).toBe('80 9 444');
    await out(['patch', 'service', 'web', '--type', 'merge', '-p', '{"metadata":{"labels":{"a":null,"m":"1"}}}']);
    await out(['patch', 'service', 'web', '--type', 'json', '-p', '[{"op":"test","path":"/spec/type","value":"ClusterIP"},{"op":"remove","path":"/spec/ports/1"}]']);
    expect(await out(['get', 'service', 'web', '-o', 'jsonpath={.spec.ports[*].port} {.metadata.labels}'])).toBe('80 444 {"m":"1"}');
    const failed = await kubectl(['patch', 'service', 'web', '--type', 'json', '-p', '[{"op":"test","path":"/spec/type","value":"X"}]']);
    expect([failed.code, failed.err.trim()]).toEqual([1, 'The request is invalid: the server rejected our request due to an error in our request']);
  });

  it('shows differences and tries without storing', async () => {
    await out('apply -f -', machine('vm1'));
    const diff = await kubectl('diff -f -', machine('vm1', 'runStrategy: Manual'));
    expect([diff.code, diff.out.match(/^[-+] +runStrategy.*$/gm)]).toEqual([1, ['-  runStrategy: Halted', '+  runStrategy: Manual']]);
    expect(await out('create --dry-run=server -f -', machine('vm2'))).toBe('virtualmachine.kubevirt.io/vm2 created (server dry run)');
    expect((await kubectl('get vm vm2')).err).toContain('virtualmachines.kubevirt.io "vm2" not found');
  });

  it('refuses unknown and wrong fields as a real server does', async () => {
    const unknown = await kubectl('create -f -', machine('vm3', 'nonsense: 1'));
    expect(unknown.err).toContain('VirtualMachine in version "v1" cannot be handled as a VirtualMachine: strict decoding error: unknown field "spec.nonsense"');
    const wrong = await kubectl('create -f -', machine('vm3', 'runStrategy: 5'));
    expect(wrong.err).toContain('spec.runStrategy: Invalid value: "integer": spec.runStrategy in body must be of type string: "integer"');
  });

  it('lists by short name, label, field and category', async () => {
    expect((await out('get vm')).split('\n')[0]).toMatch(/^NAME +AGE +STATUS +READY$/);
    await out('label vm vm1 tier=gold');
    expect(await out('get vms -l tier=gold -o name')).toBe('virtualmachine.kubevirt.io/vm1');
    expect(await out('get vm --field-selector metadata.name=none -o name')).toBe('');
    expect((await kubectl('get all -o name')).out).toContain('virtualmachine.kubevirt.io/vm1');
  });

  it('explains fields of custom and core kinds', async () => {
    const cpu = await out('explain vm.spec.template.spec.domain.cpu');
    expect(cpu).toMatch(/KIND: +VirtualMachine\nVERSION: +v1/);
    expect(cpu).toContain('cores\t<integer>');
    expect(await out('explain deployment.spec.strategy.rollingUpdate')).toContain('maxSurge\t<IntOrString>');
    expect(await out('explain vm.spec.template.spec.domain.cpu --output=plaintext-openapiv2')).toContain('CPU allows specifying the CPU topology.');
    expect(await out('explain route.spec.tls.termination')).toContain('passthrough');
  });

  it('edits and replaces', async () => {
    const edited = await kubectl('edit vm vm1', undefined, { EDITOR: 'sed -i s/Halted/Manual/' });
    expect(edited.out.trim()).toBe('virtualmachine.kubevirt.io/vm1 edited');
    const object = JSON.parse(await out('get vm vm1 -o json')) as { metadata: { resourceVersion: string } };
    await out('annotate vm vm1 x=y');
    const stale = await kubectl('replace -f -', JSON.stringify(object));
    expect(stale.err).toContain('the object has been modified; please apply your changes to the latest version and try again');
  });

  it('waits for a deletion that finalizers hold', async () => {
    await out(['patch', 'vm', 'vm1', '--type', 'merge', '-p', '{"metadata":{"finalizers":["example.com/hold"]}}']);
    expect(await out('delete vm vm1 --wait=false')).toContain('deleted');
    const waiting = kubectl('wait --for=delete vm/vm1 --timeout=20s');
    await out(['patch', 'vm', 'vm1', '--type', 'merge', '-p', '{"metadata":{"finalizers":null}}']);
    expect((await waiting).code).toBe(0);
  });

  it('defines a kind, uses it at once and takes it away', async () => {
    expect(await out('apply --server-side -f -', definition)).toContain('serverside-applied');
    expect(await out('wait --for=condition=Established crd/gadgets.example.com --timeout=5s')).toContain('condition met');
    expect(await out('apply -f -', 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: g }\nspec: { size: 3 }')).toBe('gadget.example.com/g created');
    expect((await out('get gd')).split('\n').map((line) => line.split(/\s+/).join(' '))).toEqual(['NAME SIZE', 'g 3']);
    expect(await out('explain gadget.spec')).toContain('How big it is.');
    expect(await out('delete crd gadgets.example.com')).toContain('deleted');
    expect((await kubectl('get gadgets.example.com')).code).toBe(1);
  });
});
