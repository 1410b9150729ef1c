import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import { requireChecksum } from './checksum';
import { extractDisk } from './container-layer';
import { download, type DownloadOptions } from './download';
import { open, readBody } from './http';
import { ImageError, type TransferOptions } from './images';
import { parseReference, type ImageReference } from './reference';

const INDEX_TYPES = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'];
const MANIFEST_TYPES = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'];
const ACCEPT = [...INDEX_TYPES, ...MANIFEST_TYPES].join(', ');
const MAX_MANIFEST = 4 * 1024 * 1024;
const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;

interface Descriptor {
  digest: string;
  size: number;
  mediaType?: string;
  platform?: { architecture?: string; os?: string };
}

interface Manifest {
  manifests?: Descriptor[];
  layers?: Descriptor[];
}

function isDescriptor(value: unknown): value is Descriptor {
  return typeof value === 'object' && value !== null && 'digest' in value && typeof value.digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(value.digest);
}

const isDescriptors = (value: unknown): value is Descriptor[] => Array.isArray(value) && value.every(isDescriptor);

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  return 'manifests' in value ? isDescriptors(value.manifests) : 'layers' in value && isDescriptors(value.layers);
}

const failed = (words: string, reason: ImageError['reason'] = 'Failed') => new ImageError(reason, `Failed to read registry image: ${words}`);

async function authorize(challenge: string, options: TransferOptions): Promise<string> {
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = part('realm');
  if (!/^bearer /i.test(challenge) || !realm || !URL.canParse(realm)) throw failed('the registry asks for credentials (secretRef)', 'Unreachable');
  const url = new URL(realm);
  for (const name of ['service', 'scope']) {
    const value = part(name);
    if (value) url.searchParams.set(name, value);
  }
  const response = await open(url.href, options);
  const body = await readBody(response, MAX_MANIFEST);
  if (response.statusCode !== 200) throw failed(`the registry denies access: ${response.statusCode}`, 'Unreachable');
  const answer: unknown = JSON.parse(body.toString());
  const token = typeof answer === 'object' && answer !== null ? Object.entries(answer).find(([key]) => key === 'token' || key === 'access_token')?.[1] : undefined;
  if (typeof token !== 'string') throw failed('the registry gave no token', 'Unreachable');
  return `Bearer ${token}`;
}

/** One image in one registry, with the token it may need. */
class Repository {
  private authorization: string | undefined;

  constructor(
    private readonly reference: ImageReference,
    private readonly options: TransferOptions,
  ) {}

  blobUrl(digest: string): string {
    return `${this.reference.origin}/v2/${this.reference.repository}/blobs/${digest}`;
  }

  headers(): Record<string, string> {
    return { ...this.options.headers, ...(this.authorization ? { authorization: this.authorization } : {}) };
  }

  private async request(version: string, method: 'GET' | 'HEAD'): Promise<IncomingMessage> {
    const url = `${this.reference.origin}/v2/${this.reference.repository}/manifests/${version}`;
    const send = () => open(url, { method, signal: this.options.signal, headers: { ...this.headers(), accept: ACCEPT } });
    let response = await send();
    if (response.statusCode === 401 && !this.authorization) {
      const challenge = response.headers['www-authenticate'] ?? '';
      response.destroy();
      this.authorization = await authorize(challenge, this.options);
      response = await send();
    }
    if (response.statusCode === 200) return response;
    response.destroy();
    const status = response.statusCode ?? 0;
    throw failed(`${this.reference.repository}:${version}: ${status} ${response.statusMessage ?? ''}`.trim(), status === 404 ? 'NotFound' : 'Unreachable');
  }

  async manifest(version: string): Promise<{ manifest: Manifest; digest: string }> {
    const body = await readBody(await this.request(version, 'GET'), MAX_MANIFEST);
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    if (version.startsWith('sha256:') && version !== digest) throw failed(`the manifest is not ${version}`);
    const manifest: unknown = JSON.parse(body.toString());
    if (!isManifest(manifest)) throw failed('the manifest is of a kind that is not known');
    return { manifest, digest };
  }

  async digest(version: string): Promise<string> {
    const response = await this.request(version, 'HEAD');
    response.destroy();
    const digest = response.headers['docker-content-digest'];
    return typeof digest === 'string' ? digest : (await this.manifest(version)).digest;
  }

  async layers(version: string): Promise<Descriptor[]> {
    const { manifest } = await this.manifest(version);
    if (!manifest.manifests) return manifest.layers ?? [];
    const own = manifest.manifests.find(({ platform }) => platform?.architecture === ARCHITECTURE && (platform.os ?? 'linux') === 'linux');
    if (!own) throw failed(`no image for ${ARCHITECTURE}`, 'NotFound');
    return (await this.manifest(own.digest)).manifest.layers ?? [];
  }
}

/** The digest of what the reference points at now. */
export async function resolveDigest(url: string, options: TransferOptions): Promise<string> {
  const reference = parseReference(url);
  if (reference.version.startsWith('sha256:')) return reference.version;
  return new Repository(reference, options).digest(reference.version);
}

/** Fetches a containerdisk and leaves its one file below `/disk` at `path`. Upper layers are looked at first. */
export async function fetchContainerDisk(url: string, path: string, options: DownloadOptions): Promise<void> {
  const reference = parseReference(url);
  const repository = new Repository(reference, options);
  const layers = await repository.layers(reference.version);
  const layerFile = `${path}.layer`;
  try {
    for (const layer of layers.toReversed()) {
      await download(repository.blobUrl(layer.digest), layerFile, { ...options, headers: repository.headers() });
      await requireChecksum(layerFile, layer.digest);
      if (await extractDisk(layerFile, path, options)) return;
    }
  } finally {
    await rm(layerFile, { force: true });
  }
  throw new ImageError('NotFound', 'Failed to find VM disk image file in the container image');
}
