import type { DataVolume, VirtualMachine } from '../../../contracts/virt';

/** A disk that is still being made, or cannot be. */
export interface DiskPreparation {
  name: string;
  /** CDI's phase, e.g. ImportInProgress. */
  phase: string;
  /** 0…100, where the importer knows it. */
  percent: number | undefined;
  /** Why it does not get on, in the words of the importer. */
  trouble: string | undefined;
}

/** Reasons of a DataVolume's Running condition that are faults; others (Pending, Completed …) are just states. */
const FAULTS = new Set(['Error', 'ImagePullFailed', 'TransferFailed']);

function volumeNames(vm: VirtualMachine): Set<string> {
  const templates = (vm.spec.dataVolumeTemplates ?? []).map((each) =>
    each.metadata && 'name' in each.metadata ? String(each.metadata.name) : '',
  );
  const volumes = (vm.spec.template?.spec?.volumes ?? []).map((each) => each.dataVolume?.name ?? '');
  return new Set([...templates, ...volumes].filter((name) => name !== ''));
}

function troubleOf(volume: DataVolume): string | undefined {
  const running = volume.status?.conditions?.find((each) => each.type === 'Running');
  const failed = volume.status?.phase === 'Failed' || (running?.status === 'False' && FAULTS.has(running.reason ?? ''));
  return failed ? running?.message || running?.reason || 'Failed' : undefined;
}

/** The disks of a machine that are not ready yet, those in trouble first. */
export function disksInPreparation(vm: VirtualMachine, dataVolumes: readonly DataVolume[]): DiskPreparation[] {
  const wanted = volumeNames(vm);
  return dataVolumes
    .filter((each) => wanted.has(each.metadata.name) && each.status?.phase !== 'Succeeded' && each.status?.phase !== 'PendingPopulation')
    .map((each) => {
      const percent = Number.parseFloat(each.status?.progress ?? '');
      return {
        name: each.metadata.name,
        phase: each.status?.phase ?? 'Pending',
        percent: Number.isFinite(percent) ? percent : undefined,
        trouble: troubleOf(each),
      };
    })
    .sort((one, other) => Number(other.trouble !== undefined) - Number(one.trouble !== undefined));
}
