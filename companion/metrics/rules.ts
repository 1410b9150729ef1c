import { stringify } from 'yaml';
import { alertRules } from './alerts';

interface RecordingRule {
  record: string;
  expr: string;
}

const record = (name: string, expr: string): RecordingRule => ({ record: name, expr });

const perGuest = (expression: string) => `sum by (name, namespace) (${expression})`;

const PHASE_LABELS =
  'node, phase, os, workload, flavor, instance_type, preference, guest_os_kernel_release, guest_os_machine, guest_os_arch, guest_os_name, guest_os_version_id';

const swapTraffic = (window: string) =>
  perGuest(`rate(kubevirt_vmi_memory_swap_in_traffic_bytes[${window}])`) + ' + ' + perGuest(`rate(kubevirt_vmi_memory_swap_out_traffic_bytes[${window}])`);

/** Recording rules of KubeVirt about machines and guests, with the deprecated names that consoles still ask for. */
const guestRules: RecordingRule[] = [
  record('namespace:kubevirt_vm:sum', 'sum by (namespace) (count by (name, namespace) (kubevirt_vm_info))'),
  record('kubevirt_number_of_vms', 'sum by (namespace) (count by (name, namespace) (kubevirt_vm_info))'),
  record('kubevirt_vm_created_total', 'sum by (namespace) (kubevirt_vm_created_by_pod_total)'),
  record('node:kubevirt_vmi_phase:sum', `sum by (${PHASE_LABELS}) (kubevirt_vmi_info)`),
  record('kubevirt_vmi_phase_count', `sum by (${PHASE_LABELS}) (kubevirt_vmi_info)`),
  record('vmi:kubevirt_vmi_memory_used_bytes:sum', 'kubevirt_vmi_memory_available_bytes - kubevirt_vmi_memory_usable_bytes'),
  record('kubevirt_vmi_memory_used_bytes', 'kubevirt_vmi_memory_available_bytes - kubevirt_vmi_memory_usable_bytes'),
  record('vmi:kubevirt_vmi_vcpu:count', 'count by (namespace, name, node) (kubevirt_vmi_vcpu_seconds_total{state="running"})'),
  record('vmi:kubevirt_vmi_guest_queue_length:sum', 'sum by (name, namespace) (clamp_min(sum by (namespace, name, node) (kubevirt_vmi_guest_load_1m) - vmi:kubevirt_vmi_vcpu:count, 0))'),
  record('kubevirt_vmi_guest_vcpu_queue', 'vmi:kubevirt_vmi_guest_queue_length:sum'),
  record('vmi:kubevirt_vmi_memory_headroom_ratio:sum', `${perGuest('kubevirt_vmi_memory_usable_bytes')} / ${perGuest('kubevirt_vmi_memory_available_bytes')}`),
  record('vmi:kubevirt_vmi_memory_available_bytes:sum', perGuest('kubevirt_vmi_memory_available_bytes')),
  record('kubevirt_vmi_migration_data_total_bytes', 'kubevirt_vmi_migration_data_bytes_total'),
  ...['5m', '30m'].flatMap((window) => [
    record(`vmi:kubevirt_vmi_pgmajfaults:rate${window}`, perGuest(`rate(kubevirt_vmi_memory_pgmajfault_total[${window}])`)),
    record(`vmi:kubevirt_vmi_swap_traffic_bytes:rate${window}`, swapTraffic(window)),
  ]),
];

const RESTORED = 'kube_persistentvolumeclaim_labels{label_restore_kubevirt_io_source_vm_name!="", label_restore_kubevirt_io_source_vm_namespace!=""}';
const restoredInfo = `label_replace(label_replace(${RESTORED}, "vm_namespace", "$1", "label_restore_kubevirt_io_source_vm_namespace", "(.*)"), "vm_name", "$1", "label_restore_kubevirt_io_source_vm_name", "(.*)")`;

const restoreRules: RecordingRule[] = [
  record('pvc:kubevirt_vmsnapshot_labels:info', restoredInfo),
  record('vm:kubevirt_vmsnapshot_disks_restored:sum', 'sum by (vm_name, vm_namespace) (pvc:kubevirt_vmsnapshot_labels:info)'),
  record(
    'vm:kubevirt_vmsnapshot_restored_bytes:sum',
    'sum by (vm_name, vm_namespace) (kube_persistentvolumeclaim_resource_requests_storage_bytes * on (persistentvolumeclaim, namespace) group_left (vm_name, vm_namespace) pvc:kubevirt_vmsnapshot_labels:info)',
  ),
];

/** One process plays every component here: what is up is what it says of itself. */
const componentRules: RecordingRule[] = [
  ...['api', 'controller', 'handler', 'operator'].flatMap((name) => [
    record(`cluster:kubevirt_virt_${name}_up:sum`, `count(kubevirt_virt_${name}_ready_status) or vector(0)`),
    record(`cluster:kubevirt_virt_${name}_ready:sum`, `sum(kubevirt_virt_${name}_ready_status) or vector(0)`),
    record(`cluster:kubevirt_virt_${name}_pods_running:count`, `count(kubevirt_virt_${name}_ready_status) or vector(0)`),
  ]),
  record('cluster:kubevirt_virt_operator_leading:sum', 'sum(kubevirt_virt_operator_leading_status) or vector(0)'),
  record('cluster:kubevirt_nodes_allocatable:count', 'count(count by (node) (kube_node_status_allocatable))'),
  record('cluster:kubevirt_non_schedulable_nodes:sum', 'sum(kube_node_spec_unschedulable)'),
  record('cluster:kubevirt_nodes_with_kvm:count', 'count(kube_node_status_allocatable{resource="devices_kubevirt_io_kvm"} != 0) or vector(0)'),
];

const WORKERS = { import: 'importer', upload: 'cdi-upload-server', clone: 'cdi-clone-source' };

/** CDI's operator, and its worker pods that fail again and again. */
const cdiRules: RecordingRule[] = [
  record('cluster:kubevirt_cdi_operator_up:sum', 'count(kubevirt_cdi_cr_ready) or vector(0)'),
  ...Object.entries(WORKERS).map(([work, container]) =>
    record(`cluster:kubevirt_cdi_${work}_pods_high_restart:count`, `count(kube_pod_container_status_restarts_total{container="${container}"} > 3) or vector(0)`),
  ),
];

/** What a cluster's monitoring records about its machines. */
const nodeRules: RecordingRule[] = [
  record('instance:node_num_cpu:sum', 'count by (instance) (node_cpu_seconds_total{mode="idle"})'),
  record('instance:node_cpu:rate:sum', 'sum by (instance) (rate(node_cpu_seconds_total{mode!="idle"}[3m]))'),
  record('instance:node_cpu_utilisation:rate5m', '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))'),
];

/** The rules file for Prometheus, as YAML. */
export function rulesFile(): string {
  return stringify({
    groups: [
      { name: 'kubevirt.guests', rules: [...guestRules, ...restoreRules] },
      { name: 'kubevirt.components', rules: [...componentRules, ...cdiRules] },
      { name: 'node', rules: nodeRules },
      { name: 'alerts', rules: alertRules() },
    ],
  });
}
