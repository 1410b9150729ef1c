import type { AlertRow } from './alert-row';
import { cdiComponentAlerts, componentAlerts } from './component-alerts';

const guest = 'VM {{ $labels.name }} in namespace {{ $labels.namespace }}';

const WITHOUT_INSTANCE = 'unless on (name, namespace) kubevirt_vmi_info';
const UNHEALTHY = 'kubevirt_vm_info{status=~"provisioning|starting|terminating"} or kubevirt_vm_info{status_group="error"}';
const STUCK = 'kubevirt_vm_info{status=~"starting|stopping|terminating"} or kubevirt_vm_info{status_group="error"}';

const filesystemUse = `100 * sum by (name, namespace, disk_name, mount_point) (kubevirt_vmi_filesystem_used_bytes{mount_point!~".*System Reserved.*", file_system_type!~"CDFS|UDF|iso9660|squashfs|tmpfs|overlay"})
  / sum by (name, namespace, disk_name, mount_point) (kubevirt_vmi_filesystem_capacity_bytes{mount_point!~".*System Reserved.*", file_system_type!~"CDFS|UDF|iso9660|squashfs|tmpfs|overlay"})`;

/** Alerts about machines and guests. Conditions and periods are those of KubeVirt's own rules. */
const guestAlerts: AlertRow[] = [
  {
    alert: 'VMCannotBeEvicted',
    expr: 'kubevirt_vmi_non_evictable * on (name, namespace) group_left () (count by (name, namespace) (kubevirt_vmi_info{phase="running"}) > bool 0) > 0',
    for: '1m',
    severity: 'warning',
    summary: "The VM's eviction strategy is live migration, but the VM cannot be migrated.",
    description: `${guest} on node {{ $labels.node }} cannot be moved when the node is drained.`,
  },
  {
    alert: 'KubeVirtVMIExcessiveMigrations',
    expr: 'count by (vmi, namespace) (max_over_time(kubevirt_vmi_migration_succeeded[1d])) >= 12',
    severity: 'warning',
    summary: 'A VM was migrated 12 times or more within a day.',
    description: 'VM {{ $labels.vmi }} in namespace {{ $labels.namespace }} was migrated {{ $value }} times within a day.',
  },
  {
    alert: 'OutdatedVirtualMachineInstanceWorkloads',
    expr: 'kubevirt_vmi_number_of_outdated != 0',
    for: '24h',
    severity: 'warning',
    summary: 'Some running VMs use an outdated launcher.',
  },
  {
    alert: 'GuestVCPUQueueHighWarning',
    expr: 'vmi:kubevirt_vmi_guest_queue_length:sum > 10',
    severity: 'warning',
    summary: 'More than 10 tasks wait for a CPU of the guest.',
    description: `In ${guest} {{ $value }} tasks wait for a CPU.`,
  },
  {
    alert: 'GuestVCPUQueueHighCritical',
    expr: 'vmi:kubevirt_vmi_guest_queue_length:sum > 20',
    severity: 'critical',
    summary: 'More than 20 tasks wait for a CPU of the guest.',
    description: `In ${guest} {{ $value }} tasks wait for a CPU.`,
  },
  {
    alert: 'VirtualMachineStuckInUnhealthyState',
    expr: `(${UNHEALTHY}) ${WITHOUT_INSTANCE}`,
    for: '10m',
    severity: 'warning',
    summary: 'A VM is stuck before it has an instance.',
    description: `${guest} has been {{ $labels.status }} for more than 10 minutes.`,
  },
  {
    alert: 'VirtualMachineStuckOnNode',
    expr: `(${STUCK}) and on (name, namespace) kubevirt_vmi_info{phase=~"scheduled|running"}`,
    for: '5m',
    severity: 'warning',
    summary: 'A VM is stuck on its node.',
    description: `${guest} has been {{ $labels.status }} on its node for more than 5 minutes.`,
  },
  {
    alert: 'KubeVirtVMGuestMemoryPressure',
    expr: 'vmi:kubevirt_vmi_memory_headroom_ratio:sum < 0.05 and (vmi:kubevirt_vmi_pgmajfaults:rate5m > 5 or vmi:kubevirt_vmi_swap_traffic_bytes:rate5m > 1048576)',
    for: '5m',
    severity: 'warning',
    summary: 'A guest is short of memory and pays for it.',
    description: `${guest} has {{ $value | humanizePercentage }} of its memory left and swaps or reads back pages.`,
  },
  {
    alert: 'KubeVirtVMGuestMemoryAvailableLow',
    expr: 'vmi:kubevirt_vmi_memory_headroom_ratio:sum < 0.03 and vmi:kubevirt_vmi_pgmajfaults:rate30m < 1 and vmi:kubevirt_vmi_swap_traffic_bytes:rate30m < 2048',
    for: '30m',
    severity: 'info',
    summary: 'A guest has little memory left.',
    description: `${guest} has {{ $value | humanizePercentage }} of its memory left.`,
  },
  {
    alert: 'GuestFilesystemAlmostOutOfSpace',
    expr: `${filesystemUse} >= 85 < 95`,
    for: '10m',
    severity: 'warning',
    summary: 'A filesystem of a guest is filling up.',
    description: `${guest}: {{ $labels.mount_point }} on {{ $labels.disk_name }} is {{ $value | humanize }}% full.`,
  },
  {
    alert: 'GuestFilesystemAlmostOutOfSpace',
    expr: `${filesystemUse} >= 95`,
    severity: 'critical',
    summary: 'A filesystem of a guest is almost full.',
    description: `${guest}: {{ $labels.mount_point }} on {{ $labels.disk_name }} is {{ $value | humanize }}% full.`,
  },
  {
    alert: 'VMNonRecoverableOSPanic',
    expr: 'sum by (name, namespace) (increase(kubevirt_vmi_guest_os_panic_total[24h])) > 5',
    for: '1m',
    severity: 'critical',
    summary: 'A guest panics again and again.',
    description: `${guest} panicked {{ $value }} times within a day.`,
  },
];

const clusterAlerts: AlertRow[] = [
  {
    alert: 'KubeVirtNoAvailableNodesToRunVMs',
    expr: '(cluster:kubevirt_nodes_with_kvm:count == 0 unless on () kubevirt_configuration_emulation_enabled == 1) or (cluster:kubevirt_nodes_allocatable:count - cluster:kubevirt_non_schedulable_nodes:sum == 0)',
    for: '5m',
    severity: 'warning',
    impact: 'critical',
    summary: 'No node can run VMs.',
  },
  {
    alert: 'LowKVMNodesCount',
    expr: '(cluster:kubevirt_nodes_allocatable:count > 1) and (cluster:kubevirt_nodes_with_kvm:count < 2) unless on () kubevirt_configuration_emulation_enabled == 1',
    for: '5m',
    severity: 'warning',
    impact: 'warning',
    summary: 'VMs cannot be migrated: fewer than two nodes have hardware virtualization.',
  },
  {
    alert: 'VirtLauncherPodsStuckFailed',
    expr: 'count(kube_pod_status_phase{phase="Failed", pod=~"virt-launcher-.*"} == 1) >= 200',
    for: '10m',
    severity: 'critical',
    impact: 'critical',
    summary: '200 launcher pods or more have failed.',
  },
];

const cdiAlerts: AlertRow[] = [
  { alert: 'CDINotReady', expr: 'kubevirt_cdi_cr_ready == 0', for: '10m', severity: 'critical', impact: 'critical', summary: 'CDI is not ready.' },
  {
    alert: 'CDIStorageProfilesIncomplete',
    expr: 'kubevirt_cdi_storageprofile_info{complete="false"} > 0',
    for: '5m',
    severity: 'info',
    summary: 'The StorageProfile {{ $labels.storageclass }} does not say how claims of its class are made.',
  },
  {
    alert: 'CDIDataImportCronOutdated',
    expr: 'sum by (namespace, cron_name) (kubevirt_cdi_dataimportcron_outdated{pending="false"}) > 0',
    for: '15m',
    severity: 'warning',
    summary: 'DataImportCron {{ $labels.cron_name }} in namespace {{ $labels.namespace }} could not import the newest image.',
  },
  {
    alert: 'CDINoDefaultStorageClass',
    expr: 'sum(kubevirt_cdi_storageprofile_info{default="true"} or kubevirt_cdi_storageprofile_info{virtdefault="true"} or vector(0)) == 0 and kubevirt_cdi_datavolume_pending > 0',
    for: '5m',
    severity: 'warning',
    summary: 'Data volumes wait for a default storage class.',
  },
  {
    alert: 'CDIMultipleDefaultVirtStorageClasses',
    expr: 'sum(kubevirt_cdi_storageprofile_info{virtdefault="true"}) > 1',
    for: '5m',
    severity: 'warning',
    summary: 'More than one storage class is the default for VMs.',
  },
  {
    alert: 'CDIDefaultStorageClassDegraded',
    expr: 'sum(kubevirt_cdi_storageprofile_info{default="true", degraded="true"} or kubevirt_cdi_storageprofile_info{virtdefault="true", degraded="true"} or vector(0)) > 0',
    for: '5m',
    severity: 'warning',
    summary: 'The default storage class cannot clone cheaply or be shared between nodes.',
  },
];

function ruleOf({ alert, expr, for: period, severity, impact, summary, description, component = 'kubevirt' }: AlertRow): object {
  return {
    alert,
    expr,
    ...(period ? { for: period } : {}),
    labels: {
      severity,
      operator_health_impact: impact ?? 'none',
      kubernetes_operator_part_of: 'kubevirt',
      kubernetes_operator_component: component,
    },
    annotations: { summary, ...(description ? { description } : {}), runbook_url: `https://kubevirt.io/monitoring/runbooks/${alert}` },
  };
}

/** All alerts as rules of Prometheus. */
export function alertRules(): object[] {
  const rows = [...guestAlerts, ...clusterAlerts, ...componentAlerts, ...[...cdiComponentAlerts, ...cdiAlerts].map((row): AlertRow => ({ ...row, component: 'containerized-data-importer' }))];
  return rows.map(ruleOf);
}
