import { NodeKind, PersistentVolumeClaimKind, PodKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { DataVolume, PersistentVolumeClaim } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import type { ControllerContext } from '../context';
import { controlledBy } from '../keys';
import { Marks } from '../storage/claim-marks';
import { runPod } from '../vmi/launcher-pod';

const nameOf = ({ metadata }: DataVolume) => `importer-${metadata.name}`.slice(0, 253);

function importerPod(dataVolume: DataVolume, claim: PersistentVolumeClaim): UnknownObject {
  const { namespace = '' } = dataVolume.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: nameOf(dataVolume),
      namespace,
      labels: { app: 'containerized-data-importer', 'cdi.kubevirt.io': 'importer', 'app.kubernetes.io/component': 'storage' },
      annotations: { 'cdi.kubevirt.io/storage.createdByController': 'yes' },
      ownerReferences: [controlledBy(claim)],
    },
    spec: {
      containers: [{ name: 'importer', image: 'quay.io/kubevirt/cdi-importer:v1.66.0', args: ['-v=1'] }],
      volumes: [{ name: 'cdi-data-vol', persistentVolumeClaim: { claimName: claim.metadata.name } }],
      restartPolicy: 'OnFailure',
    },
  };
}

/** The pod that stands for an import; it runs while the import does. */
export async function createImporter(context: ControllerContext, dataVolume: DataVolume, claim: PersistentVolumeClaim): Promise<void> {
  const { client } = context;
  const { name, namespace } = claim.metadata;
  try {
    const pod = await client.create(PodKind, importerPod(dataVolume, claim));
    const node = claim.metadata.annotations?.[Marks.selectedNode] ?? client.list(NodeKind)[0]?.metadata.name ?? '';
    await runPod(context, pod, node);
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
  await client.mutate(PersistentVolumeClaimKind, name, namespace, (draft) => {
    draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.importPod]: nameOf(dataVolume), [Marks.podPhase]: 'Running' };
  });
}

export async function deleteImporter({ client }: ControllerContext, dataVolume: DataVolume): Promise<void> {
  await client.delete(PodKind, nameOf(dataVolume), dataVolume.metadata.namespace, { gracePeriodSeconds: 0 });
}
