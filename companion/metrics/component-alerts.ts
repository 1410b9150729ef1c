import type { AlertRow } from './alert-row';

/** A component of KubeVirt: its name in metrics, and in the alerts about its replicas. */
interface Component {
  name: 'api' | 'controller' | 'handler' | 'operator';
  alert: string;
  ready: string;
  /** Absent for the daemon set, which has a replica per node. */
  low?: { alert: string; for: string };
}

const COMPONENTS: readonly Component[] = [
  { name: 'api', alert: 'API', ready: 'LowReadyVirtAPICount', low: { alert: 'LowVirtAPICount', for: '60m' } },
  { name: 'controller', alert: 'Controller', ready: 'LowReadyVirtControllersCount', low: { alert: 'LowVirtControllersCount', for: '10m' } },
  { name: 'handler', alert: 'Handler', ready: 'LowReadyVirtHandlerCount' },
  { name: 'operator', alert: 'Operator', ready: 'LowReadyVirtOperatorsCount', low: { alert: 'LowVirtOperatorCount', for: '60m' } },
];

const CRITICAL = { severity: 'critical', impact: 'critical' } as const;
const WARNING = { severity: 'warning', impact: 'warning' } as const;

function aboutReplicas({ name, alert, ready, low }: Component): AlertRow[] {
  const up = `cluster:kubevirt_virt_${name}_up:sum`;
  const running = `cluster:kubevirt_virt_${name}_pods_running:count`;
  const readyCount = `cluster:kubevirt_virt_${name}_ready:sum`;
  return [
    { alert: `Virt${alert}Down`, expr: `${up} == 0`, for: '10m', ...CRITICAL, summary: `virt-${name} is not running.` },
    { alert: `NoReadyVirt${alert}`, expr: `${readyCount} == 0`, for: '10m', ...CRITICAL, summary: `virt-${name} is not ready.` },
    { alert: ready, expr: `${readyCount} < ${running}`, for: '10m', ...WARNING, summary: `Some replicas of virt-${name} run without being ready.` },
    ...(low ? [{ alert: low.alert, expr: `${up} / ${running} < 0.75`, for: low.for, ...WARNING, summary: `Fewer than three in four replicas of virt-${name} are up.` }] : []),
  ];
}

function aboutRequests({ name, alert }: Component): AlertRow {
  const requests = (codes: string) => `sum(rate(kubevirt_rest_client_requests_total{pod=~"virt-${name}-.*"${codes}}[5m]))`;
  return {
    alert: `Virt${alert === 'API' ? 'Api' : alert}RESTErrorsBurst`,
    expr: `${requests(', code=~"(4|5)[0-9][0-9]"')} / ${requests('')} >= 0.8`,
    for: '5m',
    ...CRITICAL,
    summary: `Four in five requests of virt-${name} to the API server fail.`,
  };
}

/** Alerts about KubeVirt's own components, with the conditions and periods of its rules. */
export const componentAlerts: readonly AlertRow[] = [
  ...COMPONENTS.flatMap(aboutReplicas),
  ...COMPONENTS.map(aboutRequests),
  { alert: 'NoLeadingVirtOperator', expr: 'cluster:kubevirt_virt_operator_leading:sum == 0', for: '10m', ...CRITICAL, summary: 'No replica of virt-operator leads.' },
  {
    alert: 'VirtHandlerDaemonSetRolloutFailing',
    expr: 'kube_daemonset_status_number_ready{daemonset="virt-handler"} < kube_daemonset_status_desired_number_scheduled{daemonset="virt-handler"}',
    for: '15m',
    ...WARNING,
    summary: 'virt-handler is not ready on every node.',
  },
  {
    alert: 'OrphanedVirtualMachineInstances',
    expr: 'count by (node) (kube_pod_info{pod=~"virt-launcher.*", node!=""}) unless on (node) count by (node) (kube_pod_info{pod=~"virt-handler.*"})',
    for: '10m',
    ...WARNING,
    summary: 'VMs run on node {{ $labels.node }}, where no virt-handler looks after them.',
  },
  {
    alert: 'KubeVirtDeprecatedAPIRequested',
    expr: 'sum by (resource, group, version) (round(increase(kubevirt_api_request_deprecated_total{verb!~"LIST|WATCH"}[10m]))) > 0',
    severity: 'info',
    summary: 'A deprecated version of an API is in use: {{ $labels.resource }}.{{ $labels.group }}/{{ $labels.version }}.',
  },
];

/** Alerts about CDI's operator and its worker pods. */
export const cdiComponentAlerts: readonly AlertRow[] = [
  { alert: 'CDIOperatorDown', expr: 'cluster:kubevirt_cdi_operator_up:sum == 0', for: '10m', ...CRITICAL, summary: 'The operator of CDI is not running.' },
  {
    alert: 'CDIDataVolumeUnusualRestartCount',
    expr: ['import', 'upload', 'clone'].map((work) => `cluster:kubevirt_cdi_${work}_pods_high_restart:count > 0`).join(' or '),
    for: '5m',
    severity: 'warning',
    summary: 'Some data volumes cannot be filled: their workers fail again and again.',
  },
];
