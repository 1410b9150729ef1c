import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rulesFile } from './rules';

const folder = mkdtempSync(join(tmpdir(), 'rules-test-'));
const rules = join(folder, 'rules.yml');

beforeAll(() => writeFileSync(rules, rulesFile()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Series of constant value over 40 minutes. */
const series = (name: string, value: number) => ({ series: name, values: `${value}x40` });

interface Alert {
  alertname: string;
  name: string;
  severity: string;
}

/** What promtool says when these, and only these, alerts about machines are to fire after 20 minutes. */
function judge(input: object[], firing: Alert[]): string {
  const sample = ({ alertname, name, severity }: Alert) => ({ labels: `{alertname="${alertname}", name="${name}", severity="${severity}"}`, value: 1 });
  const test = {
    interval: '1m',
    input_series: input,
    promql_expr_test: [
      { expr: 'count by (alertname, name, severity) (ALERTS{alertstate="firing", name!=""})', eval_time: '20m', exp_samples: firing.map(sample) },
    ],
  };
  const file = join(folder, 'test.yml');
  writeFileSync(file, stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests: [test] }));
  const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

describe.skipIf(spawnSync('promtool', ['--version']).error)('rules and alerts', () => {
  it('are understood by Prometheus', () => {
    expect(spawnSync('promtool', ['check', 'rules', rules], { encoding: 'utf8' }).stdout).toMatch(/SUCCESS: \d+ rules found/);
  });

  it('are silent about a healthy machine', () => {
    const healthy = [
      series('kubevirt_vmi_non_evictable{node="x",name="a",namespace="n"}', 0),
      series('kubevirt_vmi_info{node="x",name="a",namespace="n",phase="running"}', 1),
      series('kubevirt_vm_info{name="a",namespace="n",status="running",status_group="running"}', 1),
      series('kubevirt_vmi_memory_available_bytes{node="x",name="a",namespace="n"}', 100),
      series('kubevirt_vmi_memory_usable_bytes{node="x",name="a",namespace="n"}', 50),
    ];
    expect(judge(healthy, [])).toContain('SUCCESS');
  });

  it('know every alert of KubeVirt and CDI', () => {
    const names = [...rulesFile().matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['LowReadyVirtAPICount', 'LowVirtControllersCount', 'VirtApiRESTErrorsBurst', 'NoLeadingVirtOperator', 'OrphanedVirtualMachineInstances', 'CDIOperatorDown', 'CDIDataVolumeUnusualRestartCount']));
    expect(names).not.toContain('LowVirtHandlerCount');
  });

  it('fire for a machine that cannot move, is stuck, or fills its disk', () => {
    const disk = '{name="a",namespace="n",disk_name="vda1",mount_point="/",file_system_type="ext4"}';
    const input = [
      series('kubevirt_vmi_non_evictable{node="x",name="a",namespace="n"}', 1),
      series('kubevirt_vmi_info{node="x",name="a",namespace="n",phase="running"}', 1),
      series(`kubevirt_vmi_filesystem_used_bytes${disk}`, 90),
      series(`kubevirt_vmi_filesystem_capacity_bytes${disk}`, 100),
      series('kubevirt_vm_info{name="b",namespace="n",status="provisioning",status_group="starting"}', 1),
      series('kubevirt_vm_info{name="a",namespace="n",status="starting",status_group="starting"}', 1),
    ];
    const words = judge(input, [
      { alertname: 'GuestFilesystemAlmostOutOfSpace', name: 'a', severity: 'warning' },
      { alertname: 'VMCannotBeEvicted', name: 'a', severity: 'warning' },
      { alertname: 'VirtualMachineStuckInUnhealthyState', name: 'b', severity: 'warning' },
      { alertname: 'VirtualMachineStuckOnNode', name: 'a', severity: 'warning' },
    ]);
    expect(words).toContain('SUCCESS');
  });

  it('fire for a guest that swaps with little memory left', () => {
    const at = '{node="x",name="a",namespace="n"}';
    const input = [
      series(`kubevirt_vmi_memory_available_bytes${at}`, 100),
      series(`kubevirt_vmi_memory_usable_bytes${at}`, 2),
      { series: `kubevirt_vmi_memory_pgmajfault_total${at}`, values: '0+600x40' },
      { series: `kubevirt_vmi_memory_swap_in_traffic_bytes${at}`, values: '0+100x40' },
      { series: `kubevirt_vmi_memory_swap_out_traffic_bytes${at}`, values: '0+100x40' },
    ];
    expect(judge(input, [{ alertname: 'KubeVirtVMGuestMemoryPressure', name: 'a', severity: 'warning' }])).toContain('SUCCESS');
  });
});
