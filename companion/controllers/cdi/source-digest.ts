import { PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { DataImportCron } from '../../../contracts/virt';
import { ImageError } from '../../images/images';
import type { ControllerContext } from '../context';
import { headersOf } from './data-volume-source';

/** What identifies the present content of a cron's source: a registry digest, or the uid of a claim. */
export async function sourceDigest({ client, images }: ControllerContext, cron: DataImportCron): Promise<string> {
  const { namespace = '' } = cron.metadata;
  const { registry, pvc } = cron.spec.template.spec.source ?? {};
  if (registry?.url) return images.registryDigest(registry.url, { headers: headersOf(client, namespace, { secretRef: registry.secretRef }) });
  const claim = pvc && client.get(PersistentVolumeClaimKind, pvc.name, pvc.namespace ?? namespace);
  if (claim?.metadata.uid) return `uid:${claim.metadata.uid}`;
  throw new ImageError('NotFound', pvc ? `PVC ${pvc.name} not found` : 'the source has no digest');
}
