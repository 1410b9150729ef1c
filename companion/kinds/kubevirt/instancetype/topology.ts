import type { PreferenceSpec } from './types';

export interface Topology {
  sockets: number;
  cores: number;
  threads: number;
}

/** The words of `preferredCPUTopology`; the ones with `prefer` are the older spelling. */
export const TOPOLOGIES = [
  'sockets',
  'cores',
  'threads',
  'spread',
  'any',
  'preferSockets',
  'preferCores',
  'preferThreads',
  'preferSpread',
  'preferAny',
];

export const SPREAD_ACROSS = ['SocketsCoresThreads', 'SocketsCores', 'CoresThreads'];

export function spreadOf(preference: PreferenceSpec | undefined): { across: string; ratio: number } {
  const options = preference?.cpu?.spreadOptions;
  const across = options?.across ?? 'SocketsCores';
  return { across, ratio: options?.ratio ?? preference?.preferSpreadSocketToCoreRatio ?? 2 };
}

export function isSpread(preference: PreferenceSpec | undefined): boolean {
  const wanted = preference?.cpu?.preferredCPUTopology;
  return wanted === 'spread' || wanted === 'preferSpread';
}

function spread(guest: number, preference: PreferenceSpec | undefined): Topology {
  const { across, ratio } = spreadOf(preference);
  switch (across) {
    case 'CoresThreads':
      return { sockets: 1, cores: guest / 2, threads: 2 };
    case 'SocketsCoresThreads':
      return { sockets: guest / ratio / 2, cores: ratio, threads: 2 };
    default:
      return { sockets: guest / ratio, cores: ratio, threads: 1 };
  }
}

/** How the vCPUs of an instance type become sockets, cores and threads. */
export function topologyOf(guest: number, preference: PreferenceSpec | undefined): Topology {
  if (isSpread(preference)) return spread(guest, preference);
  switch (preference?.cpu?.preferredCPUTopology) {
    case 'cores':
    case 'preferCores':
      return { sockets: 1, cores: guest, threads: 1 };
    case 'threads':
    case 'preferThreads':
      return { sockets: 1, cores: 1, threads: guest };
    default:
      return { sockets: guest, cores: 1, threads: 1 };
  }
}
