import { useQuery } from '@tanstack/react-query';
import { VirtualMachineKind } from '../../contracts/kinds';
import type { VmRow } from '../domain/inventory/row';
import { at, records, text } from '../domain/read';
import { toFailure } from '../k8s/api-error';
import { getObject } from '../k8s/client';
import type { ApiFailure } from '../k8s/types';

/** What KubeVirt says about one volume and snapshots. */
export interface VolumeSnapshotFact {
  name: string;
  enabled: boolean;
  reason: string;
  /** A claim or DataVolume is behind it: something that could be copied. */
  isDisk: boolean;
}

export interface CardFact {
  name: string;
  mac: string;
}

export interface MachineFacts {
  volumes: readonly VolumeSnapshotFact[];
  cards: readonly CardFact[];
}

function factsOf(vm: unknown): MachineFacts {
  const template = at(vm, 'spec', 'template', 'spec');
  const disks = new Set(
    records(template, 'volumes')
      .filter((volume) => at(volume, 'dataVolume') !== undefined || at(volume, 'persistentVolumeClaim') !== undefined)
      .map((volume) => text(volume, 'name')),
  );
  return {
    volumes: records(vm, 'status', 'volumeSnapshotStatuses').map((each) => ({
      name: text(each, 'name'),
      enabled: at(each, 'enabled') === true,
      reason: text(each, 'reason'),
      isDisk: disks.has(text(each, 'name')),
    })),
    cards: records(template, 'domain', 'devices', 'interfaces').map((each) => ({
      name: text(each, 'name'),
      mac: text(each, 'macAddress'),
    })),
  };
}

/** Reads the machine once when a dialog opens: what is asked there rests on it as it is now. */
export function useMachineFacts(row: VmRow): { facts: MachineFacts | undefined; failure: ApiFailure | undefined } {
  const { data, error } = useQuery({
    queryKey: ['machine-facts', row.key],
    queryFn: async () => factsOf(await getObject(VirtualMachineKind, row.name, row.namespace)),
    gcTime: 0,
    staleTime: Infinity,
  });
  return { facts: data, failure: error ? toFailure(error) : undefined };
}
