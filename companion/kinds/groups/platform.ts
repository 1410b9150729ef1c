import type { KindDefinition } from '../definition';
import type { ColumnRow } from '../build';
import { AGE, kindsOf } from '../build';

const PHASE: ColumnRow = ['Phase', 'string', '.status.phase'];
const SSP_DEPRECATED = 'SSP v1beta2 is deprecated and will not be updated with new functionality. It will stop being served in the next version.';

const operatorsOfKubevirt = [
  ...kindsOf('hco.kubevirt.io', 'crd', ['v1', { name: 'v1beta1', storage: true }], [
    { kind: 'HyperConverged', plural: 'hyperconvergeds', short: ['hco', 'hcos'], all: true, status: true, columns: [AGE] },
  ]),
  ...kindsOf('ssp.kubevirt.io', 'crd', [{ name: 'v1beta2', deprecated: SSP_DEPRECATED }, { name: 'v1beta3', storage: true }], [
    { kind: 'SSP', plural: 'ssps', status: true, columns: [PHASE] },
  ]),
];

const network = [
  ...kindsOf('k8s.cni.cncf.io', 'crd', ['v1'], [
    {
      kind: 'NetworkAttachmentDefinition',
      plural: 'network-attachment-definitions',
      singular: 'network-attachment-definition',
      short: ['net-attach-def'],
    },
  ]),
];

const trueCondition = (name: string, type: string, member: string): ColumnRow => [name, type, `.status.conditions[?(@.status=="True")].${member}`];
const STATUS = trueCondition('Status', 'string', 'type');
const REASON = trueCondition('Reason', 'string', 'reason');
const nmstate = kindsOf('nmstate.io', 'crd', ['v1beta1'], [
  {
    kind: 'NMState',
    plural: 'nmstates',
    cluster: true,
    status: true,
    versions: [
      { name: 'v1', storage: true },
      { name: 'v1beta1', deprecated: 'nmstate/v1beta1 deprecated, use nmstate/v1 instead' },
    ],
    columns: [STATUS, REASON],
  },
  {
    kind: 'NodeNetworkConfigurationEnactment',
    plural: 'nodenetworkconfigurationenactments',
    short: ['nnce'],
    cluster: true,
    status: true,
    columns: [STATUS, trueCondition('Status Age', 'date', 'lastTransitionTime'), REASON],
  },
  {
    kind: 'NodeNetworkConfigurationPolicy',
    plural: 'nodenetworkconfigurationpolicies',
    short: ['nncp'],
    cluster: true,
    status: true,
    versions: [
      { name: 'v1', storage: true },
      { name: 'v1beta1', deprecated: true },
    ],
    columns: [STATUS, REASON],
  },
  { kind: 'NodeNetworkState', plural: 'nodenetworkstates', short: ['nns'], cluster: true, status: true },
]);

const operators = [
  ...kindsOf('operators.coreos.com', 'crd', ['v1alpha1'], [
    {
      kind: 'ClusterServiceVersion',
      plural: 'clusterserviceversions',
      short: ['csv', 'csvs'],
      status: true,
      columns: [
        ['Display', 'string', '.spec.displayName'],
        ['Version', 'string', '.spec.version'],
        ['Replaces', 'string', '.spec.replaces'],
        PHASE,
      ],
    },
    {
      kind: 'Subscription',
      plural: 'subscriptions',
      short: ['sub', 'subs'],
      status: true,
      columns: [
        ['Package', 'string', '.spec.name'],
        ['Source', 'string', '.spec.source'],
        ['Channel', 'string', '.spec.channel'],
      ],
    },
  ]),
];

const monitoring = kindsOf('monitoring.coreos.com', 'crd', ['v1'], [
  { kind: 'PodMonitor', plural: 'podmonitors', short: ['pmon'] },
  { kind: 'PrometheusRule', plural: 'prometheusrules', short: ['promrule'] },
  { kind: 'ServiceMonitor', plural: 'servicemonitors', short: ['smon'] },
]);

/** Operators, networks and monitoring around KubeVirt. */
export const platformGroups: KindDefinition[] = [...operatorsOfKubevirt, ...network, ...nmstate, ...operators, ...monitoring];
