import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../controllers/test-support/start-cluster';
import { systemClock } from '../lib/clock';
import { silentLogger } from '../lib/logger';
import { Exposition } from './exposition';
import { createMetrics, type Metrics } from './metrics';
import { startPrometheus, type Prometheus } from './prometheus';

const folder = mkdtempSync(join(tmpdir(), 'metrics-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function installed(program: string): boolean {
  try {
    execFileSync('which', [program]);
    return true;
  } catch {
    return false;
  }
}

describe('the text format', () => {
  it('keeps samples of a metric together and quotes label values', () => {
    const out = new Exposition();
    const one = out.gauge('one', 'First.');
    out.counter('two', 'Second.')({}, 2);
    one({ name: 'a "b"\\\n', empty: '' }, 1.5);
    one({}, Number.NaN);
    expect(out.toString()).toBe(
      '# HELP one First.\n# TYPE one gauge\none{name="a \\"b\\"\\\\\\n"} 1.5\n# HELP two Second.\n# TYPE two counter\ntwo 2\n',
    );
  });
});

describe('metrics of a cluster', () => {
  let cluster: TestCluster;
  let metrics: Metrics;
  let text = '';

  beforeAll(async () => {
    cluster = await startCluster();
    metrics = createMetrics({ reader: cluster.client, driver: cluster.driver, streams: { use: () => ({ vnc: 1, serial: 0, portForward: 2, lastOpened: 5_000 }) }, clock: systemClock });
    const vm = machine('web');
    vm.metadata.labels = { 'app.example.com/tier': 'front' };
    await cluster.client.create(VirtualMachineKind, vm);
    await cluster.client.create(VirtualMachineKind, machine('idle', { runStrategy: 'Halted' }));
    await cluster.until(VirtualMachineKind, 'web', (each) => each?.status?.printableStatus === 'Running');
    await cluster.until(VirtualMachineInstanceKind, 'web', (each) => each?.status?.guestOSInfo?.name !== undefined);
    await cluster.until(VirtualMachineKind, 'idle', (each) => each?.status?.printableStatus === 'Stopped');
    text = String(await metrics.collect());
  });
  afterAll(async () => {
    metrics.stop();
    await cluster.stop();
  });

  const line = (start: string) => text.split('\n').find((each) => each.startsWith(start));

  it('has a row for each machine with its status and group', () => {
    expect(line('kubevirt_vm_info{name="web"')).toMatch(/namespace="team".*status="running",status_group="running"} 1$/);
    expect(line('kubevirt_vm_info{name="idle"')).toMatch(/status="stopped",status_group="non_running"} 1$/);
    expect(line('kubevirt_vm_labels')).toContain('label_app_example_com_tier="front"');
  });

  it('sets only the transition time of the present group', () => {
    expect(line('kubevirt_vm_running_status_last_transition_timestamp_seconds{name="idle"')).toMatch(/ 0$/);
    expect(line('kubevirt_vm_running_status_last_transition_timestamp_seconds{name="web"')).toMatch(/ [1-9]\d+$/);
  });

  it('has the instance, its addresses, its guest system and its launcher', () => {
    expect(line('kubevirt_vmi_info')).toMatch(/node="node-\d",namespace="team",name="web",phase="running".*guest_os_name=".+".*vmi_pod="virt-launcher-web-/);
    expect(line('kubevirt_vmi_status_addresses')).toMatch(/address="10\./);
  });

  it('measures the running guest, with the labels of its instance', () => {
    for (const name of ['cpu_usage_seconds_total', 'memory_available_bytes', 'network_receive_bytes_total', 'vcpu_wait_seconds_total', 'filesystem_used_bytes', 'guest_load_1m', 'network_transmit_errors_total']) {
      expect(line(`kubevirt_vmi_${name}`)).toMatch(/\{node="node-\d",namespace="team",name="web",kubernetes_vmi_label_/);
    }
  });

  it('counts open consoles and tunnels, and knows when somebody came last', () => {
    expect(line('kubevirt_portforward_active_tunnels')).toBe('kubevirt_portforward_active_tunnels{namespace="team",vmi="web"} 2');
    expect(line('kubevirt_vmi_last_api_connection_timestamp_seconds')).toBe('kubevirt_vmi_last_api_connection_timestamp_seconds{namespace="team",vmi="web"} 5');
    expect(line('kubevirt_vnc_active_connections')).toBe('kubevirt_vnc_active_connections{namespace="team",vmi="web"} 1');
    expect(line('kubevirt_console_active_connections')).toBe('kubevirt_console_active_connections{namespace="team",vmi="web"} 0');
  });

  it('counts phases as they happen', () => {
    expect(line('kubevirt_vmi_phase_transition_time_from_creation_seconds_count{phase="Running"}')).toMatch(/ 1$/);
    expect(line('kubevirt_vm_created_by_pod_total')).toBe(`kubevirt_vm_created_by_pod_total{namespace="${NAMESPACE}"} 2`);
  });

  it.skipIf(!installed('promtool'))('is a text Prometheus parses', () => {
    // promtool also lints names (3); a text it cannot parse ends with 1.
    const run = () => execFileSync('promtool', ['check', 'metrics'], { input: text, stdio: ['pipe', 'ignore', 'ignore'] });
    let code: unknown = 0;
    try {
      run();
    } catch (error) {
      code = error instanceof Error && 'status' in error ? error.status : 1;
    }
    expect([0, 3]).toContain(code);
  });

  it('answers /metrics and nothing else', async () => {
    const server = createServer((request, response) => void (metrics.serve(request, response) || response.writeHead(404).end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    expect(await (await fetch(`${base}/metrics`)).text()).toContain('kubevirt_vm_info');
    expect((await fetch(`${base}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${base}/metricsx`)).status).toBe(404);
    server.close();
    server.closeAllConnections();
  });

  describe.skipIf(!installed('prometheus'))('in Prometheus', () => {
    let prometheus: Prometheus | undefined;
    const server = createServer((request, response) => void (metrics.serve(request, response) || response.writeHead(404).end()));

    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const target = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
      prometheus = await startPrometheus({ folder: join(folder, 'prometheus'), target, scrapeSeconds: 1, clock: systemClock, logger: silentLogger });
      await prometheus?.ready;
    });
    afterAll(async () => {
      await prometheus?.stop();
      server.close();
      server.closeAllConnections();
    });

    async function query(expression: string): Promise<unknown[]> {
      const response = await fetch(`${prometheus?.url}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const body: unknown = await response.json();
      return typeof body === 'object' && body !== null && 'data' in body ? ((body.data as { result: unknown[] }).result ?? []) : [];
    }

    async function until(expression: string): Promise<unknown[]> {
      for (;;) {
        const result = await query(expression);
        if (result.length > 0) return result;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }

    it('answers the queries of the console, through the recording rules too', async () => {
      const used = await until('sum(kubevirt_vmi_memory_used_bytes) BY (name, namespace)');
      expect(used).toMatchObject([{ metric: { name: 'web', namespace: 'team' } }]);
      expect(await until('sum(rate(kubevirt_vmi_cpu_usage_seconds_total{name="web"}[10s])) BY (name, namespace)')).toHaveLength(1);
      expect(await until('instance:node_num_cpu:sum')).toHaveLength(2);
    });

    it('starts again after it was left behind', async () => {
      const address = server.address();
      const target = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
      const second = await startPrometheus({ folder: join(folder, 'prometheus'), target, scrapeSeconds: 1, clock: systemClock, logger: silentLogger });
      expect(second?.url).not.toBe(prometheus?.url);
      prometheus = second;
      expect(await second?.ready).toBe(true);
      expect(await until('kubevirt_vm_info')).toHaveLength(2);
    });
  });
});
