import type { VirtualMachineInstanceSpec } from '../../contracts/virt';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];

/** Name of the claim behind a volume; a data volume's claim has its name. */
export function claimOf(volume: Volume): string | undefined {
  return (
    volume.dataVolume?.name ??
    volume.persistentVolumeClaim?.claimName ??
    volume.ephemeral?.persistentVolumeClaim?.claimName ??
    volume.memoryDump?.claimName
  );
}

export function claimsOf(spec: { volumes?: Volume[] } | undefined): string[] {
  return (spec?.volumes ?? []).map(claimOf).filter((name) => name !== undefined);
}
