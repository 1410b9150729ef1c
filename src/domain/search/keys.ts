import type { VmRow } from '../inventory/row';

/** How the values of a key compare. */
export type KeyType = 'substring' | 'word' | 'number' | 'bytes' | 'time' | 'flag' | 'label' | 'address' | 'status';

export interface SearchKey {
  key: string;
  aliases: readonly string[];
  type: KeyType;
  /** The texts a value is compared with (not for numbers, times and labels). */
  texts?(row: VmRow): readonly string[];
  number?(row: VmRow): number;
  /** Values that can be offered whatever the machines are. */
  fixed?: readonly string[];
  /** An example for the help. */
  example: string;
}

const one = (read: (row: VmRow) => string) => (row: VmRow) => [read(row)];
const yesNo = (value: boolean) => (value ? 'yes' : 'no');

function features(row: VmRow): string[] {
  const has: [boolean, string][] = [
    [row.gpu, 'gpu'],
    [row.hostDevices, 'hostdevice'],
    [row.description !== '', 'description'],
    [row.snapshot !== '', 'snapshot'],
    [row.migration !== undefined, 'migration'],
    [row.restartRequired, 'pendingchanges'],
  ];
  return has.filter(([is]) => is).map(([, name]) => name);
}

function scheduling(row: VmRow): string[] {
  return [...(row.affinity ? ['affinity'] : []), ...(row.nodeSelector ? ['nodeselector'] : [])];
}

/** Every key of the search language. */
export const searchKeys: readonly SearchKey[] = [
  { key: 'name', aliases: [], type: 'substring', texts: one((row) => row.name), example: 'name:web' },
  { key: 'project', aliases: ['namespace', 'ns'], type: 'word', texts: one((row) => row.namespace), example: 'project:shop,bank' },
  { key: 'group', aliases: ['folder'], type: 'word', texts: one((row) => row.folder), example: 'group:front' },
  { key: 'status', aliases: [], type: 'status', texts: one((row) => row.status), example: 'status:error' },
  { key: 'os', aliases: [], type: 'substring', texts: one((row) => row.os), example: 'os:fedora' },
  { key: 'node', aliases: [], type: 'word', texts: one((row) => row.node), example: 'node:node-1' },
  { key: 'label', aliases: ['labels'], type: 'label', example: 'label:app=shop' },
  { key: 'storage', aliases: ['storageclass'], type: 'word', texts: (row) => row.storageClasses, example: 'storage:fast' },
  { key: 'network', aliases: ['net'], type: 'word', texts: (row) => row.networks, example: 'network:vlan20' },
  { key: 'ip', aliases: [], type: 'address', texts: (row) => row.ips, example: 'ip:10.0.0.0/8' },
  {
    key: 'arch',
    aliases: ['architecture'],
    type: 'word',
    texts: one((row) => row.architecture),
    fixed: ['amd64', 'arm64', 's390x'],
    example: 'arch:arm64',
  },
  {
    key: 'guestagent',
    aliases: ['agent'],
    type: 'flag',
    // Of a machine that does not run nobody can tell.
    texts: (row) => (row.phase === 'Running' ? [yesNo(row.agent)] : []),
    fixed: ['yes', 'no'],
    example: 'guestagent:no',
  },
  {
    key: 'migratable',
    aliases: [],
    type: 'flag',
    texts: (row) => (row.phase === 'Running' ? [yesNo(row.notMigratable === '')] : []),
    fixed: ['yes', 'no'],
    example: 'migratable:no',
  },
  {
    key: 'created',
    aliases: [],
    type: 'time',
    number: (row) => row.created,
    fixed: ['<1h', '<24h', '<7d', '<30d', '>30d'],
    example: 'created:<7d',
  },
  { key: 'vcpu', aliases: ['cpu'], type: 'number', number: (row) => row.vcpus, example: 'vcpu:>=4' },
  { key: 'memory', aliases: ['mem'], type: 'bytes', number: (row) => row.memory, example: 'memory:>8Gi' },
  {
    key: 'runstrategy',
    aliases: [],
    type: 'word',
    texts: one((row) => row.runStrategy),
    fixed: ['Always', 'Halted', 'Manual', 'RerunOnFailure', 'Once'],
    example: 'runstrategy:Always',
  },
  { key: 'instancetype', aliases: ['type'], type: 'word', texts: one((row) => row.instancetype), example: 'instancetype:u1.small' },
  { key: 'template', aliases: [], type: 'word', texts: one((row) => row.template), example: 'template:fedora-server' },
  {
    key: 'protected',
    aliases: [],
    type: 'flag',
    texts: one((row) => yesNo(row.deleteProtected)),
    fixed: ['yes', 'no'],
    example: 'protected:yes',
  },
  { key: 'description', aliases: [], type: 'substring', texts: one((row) => row.description), example: 'description:"old web shop"' },
  {
    key: 'has',
    aliases: [],
    type: 'word',
    texts: features,
    fixed: ['gpu', 'hostdevice', 'description', 'snapshot', 'migration', 'pendingchanges'],
    example: 'has:gpu',
  },
  { key: 'scheduling', aliases: [], type: 'word', texts: scheduling, fixed: ['affinity', 'nodeselector'], example: 'scheduling:affinity' },
];

const byName = new Map(searchKeys.flatMap((each) => [each.key, ...each.aliases].map((name) => [name, each] as const)));

/** The key of a name or alias. */
export function searchKey(name: string): SearchKey | undefined {
  return byName.get(name.toLowerCase());
}
