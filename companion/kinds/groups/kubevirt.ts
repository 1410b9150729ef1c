import type { KindDefinition } from '../definition';
import type { ColumnRow } from '../build';
import { AGE, kindsOf, REPLICAS_SCALE } from '../build';

const DEPRECATED = 'kubevirt.io/v1alpha3 is now deprecated and will be removed in a future release.';
const PRESETS = 'VirtualMachineInstancePresets is now deprecated and will be removed in v2.';
const PHASE: ColumnRow = ['Phase', 'string', '.status.phase'];
const READY: ColumnRow = ['Ready', 'string', ".status.conditions[?(@.type=='Ready')].status"];

export const SOURCE_COLUMNS: ColumnRow[] = [
  ['SourceKind', 'string', '.spec.source.kind'],
  ['SourceName', 'string', '.spec.source.name'],
];
export const REPLICA_COLUMNS: ColumnRow[] = [
  ['Desired', 'integer', '.spec.replicas'],
  ['Current', 'integer', '.status.replicas'],
  ['Ready', 'integer', '.status.readyReplicas'],
  AGE,
];

export const kubevirt: KindDefinition[] = kindsOf(
  'kubevirt.io',
  'crd',
  [
    { name: 'v1', storage: true },
    { name: 'v1alpha3', deprecated: DEPRECATED },
  ],
  [
    { kind: 'KubeVirt', plural: 'kubevirts', short: ['kv', 'kvs'], all: true, status: true, columns: [AGE, PHASE] },
    {
      kind: 'VirtualMachineInstanceMigration',
      plural: 'virtualmachineinstancemigrations',
      short: ['vmim', 'vmims'],
      all: true,
      status: true,
      columns: [PHASE, ['VMI', 'string', '.spec.vmiName']],
    },
    {
      kind: 'VirtualMachineInstancePreset',
      plural: 'virtualmachineinstancepresets',
      short: ['vmipreset', 'vmipresets'],
      all: true,
      versions: [
        { name: 'v1', deprecated: `kubevirt.io/v1 ${PRESETS}` },
        { name: 'v1alpha3', storage: true, deprecated: `kubevirt.io/v1alpha3 ${PRESETS}` },
      ],
    },
    {
      kind: 'VirtualMachineInstanceReplicaSet',
      plural: 'virtualmachineinstancereplicasets',
      short: ['vmirs', 'vmirss'],
      all: true,
      status: true,
      scale: REPLICAS_SCALE,
      columns: REPLICA_COLUMNS,
    },
    {
      kind: 'VirtualMachineInstance',
      plural: 'virtualmachineinstances',
      short: ['vmi', 'vmis'],
      all: true,
      columns: [
        AGE,
        PHASE,
        ['IP', 'string', '.status.interfaces[0].ipAddress'],
        ['NodeName', 'string', '.status.nodeName'],
        READY,
        ['Live-Migratable', 'string', ".status.conditions[?(@.type=='LiveMigratable')].status", 1],
        ['Paused', 'string', ".status.conditions[?(@.type=='Paused')].status", 1],
      ],
    },
    {
      kind: 'VirtualMachine',
      plural: 'virtualmachines',
      short: ['vm', 'vms'],
      all: true,
      status: true,
      columns: [AGE, ['Status', 'string', '.status.printableStatus'], READY],
    },
  ],
);
