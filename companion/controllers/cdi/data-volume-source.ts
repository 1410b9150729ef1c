import { DataSourceKind, PersistentVolumeClaimKind, SecretKind, ConfigMapKind } from '../../../contracts/kinds';
import type { DataSource, DataVolume, DataVolumeSource, PersistentVolumeClaim } from '../../../contracts/virt';
import { ImageError } from '../../images/images';
import { isRecord } from '../../lib/guards';
import type { ObjectReader } from '../../store/client';
import { type VolumeSnapshot, VolumeSnapshots } from '../snapshot/types';
import { snapshotFile } from '../snapshot/volume-snapshot-files';
import { volumeFile } from '../storage/volume-files';
import type { ControllerContext } from '../context';
import { imageSize } from './claim-for-data-volume';
import { gcsRequest, type ObjectRequest, s3Request } from './object-storage';

export type Resolved = { source: DataVolumeSource } | { waiting: string };

/** The real source of a data volume: `sourceRef` leads over a DataSource, over at most one more. */
export function resolveSource(read: ObjectReader, dataVolume: DataVolume): Resolved {
  const { source, sourceRef } = dataVolume.spec;
  if (!sourceRef) return { source: source ?? {} };
  const namespace = sourceRef.namespace ?? dataVolume.metadata.namespace ?? '';
  const dataSource = read.get(DataSourceKind, sourceRef.name, namespace);
  const found = dataSource && sourceOfDataSource(read, dataSource);
  return found ? { source: found } : { waiting: `Empty source field in '${sourceRef.name}'. DataSource may not be ready yet` };
}

function sourceOfDataSource(read: ObjectReader, dataSource: DataSource, depth = 0): DataVolumeSource | undefined {
  const { pvc, snapshot, dataSource: next } = dataSource.spec.source;
  if (next && depth === 0) {
    const target = read.get(DataSourceKind, next.name, next.namespace);
    return target && sourceOfDataSource(read, target, 1);
  }
  if (pvc) return { pvc: { ...pvc, namespace: pvc.namespace ?? dataSource.metadata.namespace } };
  return snapshot ? { snapshot: { ...snapshot, namespace: snapshot.namespace ?? dataSource.metadata.namespace } } : undefined;
}

/** The ready snapshot that a clone copies from. */
export function snapshotSource(read: ObjectReader, dataVolume: DataVolume, source: DataVolumeSource): VolumeSnapshot | undefined {
  if (!source.snapshot) return undefined;
  const found = read.get(VolumeSnapshots, source.snapshot.name, source.snapshot.namespace ?? dataVolume.metadata.namespace);
  return found?.status?.readyToUse ? found : undefined;
}

/** The claim that a clone copies from. */
export function cloneSource(read: ObjectReader, dataVolume: DataVolume, source: DataVolumeSource): PersistentVolumeClaim | undefined {
  if (!source.pvc) return undefined;
  return read.get(PersistentVolumeClaimKind, source.pvc.name, source.pvc.namespace ?? dataVolume.metadata.namespace);
}

function secretValue(read: ObjectReader, namespace: string, name: string, key: string): string {
  const data = read.get(SecretKind, name, namespace)?.data;
  const value = isRecord(data) ? data[key] : undefined;
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : '';
}

/** HTTP headers that a source asks for: its own, those in Secrets, and basic authentication. */
export function headersOf(read: ObjectReader, namespace: string, source: Record<string, unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  const add = (line: string) => {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  };
  if (Array.isArray(source.extraHeaders)) source.extraHeaders.map(String).forEach(add);
  for (const name of Array.isArray(source.secretExtraHeaders) ? source.secretExtraHeaders.map(String) : []) {
    const data = read.get(SecretKind, name, namespace)?.data;
    for (const key of Object.keys(isRecord(data) ? data : {})) add(secretValue(read, namespace, name, key));
  }
  if (typeof source.secretRef === 'string' && source.secretRef) {
    const user = secretValue(read, namespace, source.secretRef, 'accessKeyId');
    const password = secretValue(read, namespace, source.secretRef, 'secretKey');
    headers.Authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }
  return headers;
}

function certificates(read: ObjectReader, namespace: string, name: unknown): string | undefined {
  const data = typeof name === 'string' && name ? read.get(ConfigMapKind, name, namespace)?.data : undefined;
  const texts = Object.values(isRecord(data) ? data : {}).filter((value) => typeof value === 'string');
  return texts.length > 0 ? texts.join('\n') : undefined;
}

/** The request for an object in a bucket; undefined for other sources. */
function objectRequest({ client, clock }: ControllerContext, namespace: string, { s3, gcs }: DataVolumeSource): ObjectRequest | undefined {
  if (gcs) return gcsRequest(gcs);
  if (!s3) return undefined;
  const { secretRef } = s3;
  const credentials = secretRef
    ? { accessKeyId: secretValue(client, namespace, secretRef, 'accessKeyId'), secretKey: secretValue(client, namespace, secretRef, 'secretKey') }
    : undefined;
  return s3Request(s3, credentials, clock.now());
}

type Progress = (percent: number) => void;

/** Fills the disk image of a bound claim from the source; rejects with words for the Running condition. */
export async function fillVolume(
  context: ControllerContext,
  dataVolume: DataVolume,
  source: DataVolumeSource,
  claim: PersistentVolumeClaim,
  { signal, onProgress }: { signal: AbortSignal; onProgress: Progress },
): Promise<void> {
  const { images, folder, client } = context;
  const namespace = dataVolume.metadata.namespace ?? '';
  const target = volumeFile(folder, claim);
  const capacity = imageSize(claim);
  if (source.blank) return images.blank(target, capacity);
  if (source.http) {
    const extra: Record<string, unknown> = { ...source.http };
    const ca = certificates(client, namespace, extra.certConfigMap);
    return images.importHttp(source.http.url, target, capacity, {
      signal,
      onProgress,
      headers: headersOf(client, namespace, extra),
      ...(ca ? { ca } : {}),
      ...(typeof extra.checksum === 'string' && extra.checksum ? { checksum: extra.checksum } : {}),
      ...(extra.insecureSkipVerify === true ? { insecure: true } : {}),
    });
  }
  const object = objectRequest(context, namespace, source);
  if (object) return images.importHttp(object.url, target, capacity, { signal, onProgress, headers: object.headers });
  if (source.registry?.url) {
    const headers = headersOf(client, namespace, { secretRef: source.registry.secretRef });
    return images.importRegistry(source.registry.url, target, capacity, { signal, onProgress, headers });
  }
  const snapshot = snapshotSource(client, dataVolume, source);
  if (snapshot) return images.clone(snapshotFile(folder, snapshot), target, capacity, { signal, onProgress });
  const from = cloneSource(client, dataVolume, source);
  if (from) return images.clone(volumeFile(folder, from), target, capacity, { signal, onProgress });
  throw new ImageError('Failed', `the local cluster cannot import from ${Object.keys(source)[0] ?? 'nothing'}`);
}
