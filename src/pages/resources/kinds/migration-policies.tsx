import { MigrationPolicyKind, consoleReference } from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import { at, stringMap, text } from '../../../domain/read';
import { pairsOf } from '../../../domain/resources/facts';
import type { ResourceColumn, ResourceSpec, Translate } from '../resource-spec';

function bandwidth(object: KubeObject, t: Translate): string {
  const value = at(object, 'spec', 'bandwidthPerMigration');
  if (value === undefined) return '';
  return value === 0 || value === '0' ? t('Unlimited') : String(value);
}

function yesNo(field: string) {
  return (object: KubeObject, t: Translate): string => {
    const value = at(object, 'spec', field);
    if (typeof value !== 'boolean') return '';
    return value ? t('Yes') : t('No');
  };
}

function timeout(object: KubeObject, t: Translate): string {
  const value = at(object, 'spec', 'completionTimeoutPerGiB');
  return typeof value === 'number' ? t('{{count}} seconds per GiB', { count: value }) : '';
}

const selector = (object: KubeObject, name: string): string => pairsOf(stringMap(object, 'spec', 'selectors', name)).join(', ');

/** What a policy sets, as columns and as facts alike. */
const settings: readonly ResourceColumn[] = [
  { id: 'bandwidth', title: (t) => t('Bandwidth'), cell: bandwidth },
  { id: 'auto-converge', title: (t) => t('Auto converge'), cell: yesNo('allowAutoConverge') },
  { id: 'post-copy', title: (t) => t('Post-copy'), cell: yesNo('allowPostCopy') },
  { id: 'timeout', title: (t) => t('Completion timeout'), cell: timeout, width: 160 },
  {
    id: 'projects',
    title: (t) => t('Project labels'),
    cell: (object) => selector(object, 'namespaceSelector'),
    width: 160,
  },
  {
    id: 'machines',
    title: (t) => t('VirtualMachine labels'),
    cell: (object) => selector(object, 'virtualMachineInstanceSelector'),
    width: 160,
  },
];

/** How live migrations of certain machines are carried out. */
export const migrationPolicies: ResourceSpec = {
  page: consoleReference(MigrationPolicyKind),
  kind: MigrationPolicyKind,
  family: '',
  title: (t) => t('MigrationPolicies'),
  one: (t) => t('MigrationPolicy'),
  columns: settings,
  facts: [
    {
      id: 'description',
      title: (t) => t('Description'),
      value: (object) => text(object, 'metadata', 'annotations', 'description'),
    },
    ...settings.map(({ id, title, cell }) => ({ id, title, value: cell })),
  ],
  sample: () => ({
    apiVersion: 'migrations.kubevirt.io/v1alpha1',
    kind: 'MigrationPolicy',
    metadata: { name: 'my-policy' },
    spec: { allowAutoConverge: true, selectors: { namespaceSelector: {}, virtualMachineInstanceSelector: {} } },
  }),
};
