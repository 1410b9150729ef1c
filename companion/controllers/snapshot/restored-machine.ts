import jsonPatch, { type Operation } from 'fast-json-patch';
import type { VirtualMachine } from '../../../contracts/virt';
import type { Restore, SnapshotContent, VolumeRestore } from './types';

type Volume = NonNullable<NonNullable<VirtualMachine['spec']['template']['spec']>['volumes']>[number];

function restoredVolume(volume: Volume, restores: readonly VolumeRestore[]): Volume {
  const found = restores.find((each) => each.volumeName === volume.name);
  if (!found) return volume;
  if (found.dataVolumeName) return { name: volume.name, dataVolume: { ...volume.dataVolume, name: found.dataVolumeName } };
  if (volume.dataVolume) return { name: volume.name, persistentVolumeClaim: { claimName: found.persistentVolumeClaim } };
  return { ...volume, persistentVolumeClaim: { ...volume.persistentVolumeClaim, claimName: found.persistentVolumeClaim } };
}

/** Templates of data volumes are renamed to the restored claims, which they take over as they are. */
function restoredTemplates(spec: VirtualMachine['spec'], content: SnapshotContent, restores: readonly VolumeRestore[]): VirtualMachine['spec']['dataVolumeTemplates'] {
  const names = new Map<string, string>();
  for (const backup of content.spec.volumeBackups ?? []) {
    const found = restores.find((each) => each.volumeName === backup.volumeName);
    if (found?.dataVolumeName) names.set(backup.persistentVolumeClaim.metadata.name, found.dataVolumeName);
  }
  return spec.dataVolumeTemplates?.map((template) => {
    const name = names.get(template.metadata?.name ?? '');
    if (!name) return template;
    const annotations = { ...template.metadata?.annotations, 'cdi.kubevirt.io/storage.prePopulated': name };
    return { ...template, metadata: { ...template.metadata, name, annotations } };
  });
}

/** Patches are JSON patches of the machine, one operation per text. */
function patched(machine: VirtualMachine, patches: readonly string[]): VirtualMachine {
  const operations = patches.map((patch) => JSON.parse(patch) as Operation);
  return jsonPatch.applyPatch(machine, operations, false, true).newDocument;
}

/** The machine as the snapshot kept it, on restored claims; a new target is halted until somebody starts it. */
export function restoredMachine(restore: Restore, content: SnapshotContent, restores: readonly VolumeRestore[]): VirtualMachine {
  const kept = content.spec.source.virtualMachine;
  if (!kept) throw new Error('the snapshot holds no machine');
  const spec = structuredClone(kept.spec);
  const templates = restoredTemplates(spec, content, restores);
  if (templates) spec.dataVolumeTemplates = templates;
  if (spec.template.spec?.volumes) spec.template.spec.volumes = spec.template.spec.volumes.map((volume) => restoredVolume(volume, restores));
  delete spec.running;
  spec.runStrategy = 'Halted';
  const { labels, annotations } = kept.metadata;
  const machine: VirtualMachine = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name: restore.spec.target.name,
      ...(restore.metadata.namespace ? { namespace: restore.metadata.namespace } : {}),
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
    },
    spec,
  };
  return patched(machine, restore.spec.patches ?? []);
}
