/** Disk images of the local cluster: what DataVolumes and DataImportCrons need done, by qemu-img and our own downloads. */

export interface TransferOptions {
  signal?: AbortSignal;
  /** 0…100; called at most a few times a second. */
  onProgress?(percent: number): void;
  /** Extra HTTP headers (secretRef). Never logged. */
  headers?: Record<string, string>;
}

/** What `spec.source.http` can say beyond the address. */
export interface HttpOptions extends TransferOptions {
  /** `md5|sha1|sha256|sha512:hex` of the bytes as they are on the server. */
  checksum?: string;
  /** PEM certificates to trust (certConfigMap). */
  ca?: string;
  insecure?: boolean;
}

export interface ImageFacts {
  format: string;
  /** Bytes the guest sees. */
  virtualSize: number;
  /** Bytes on disk. */
  actualSize: number;
}

/** Why an image operation failed, in CDI's words where it has some, without its `Unable to process data: ` in front. */
export class ImageError extends Error {
  constructor(
    readonly reason: 'NotFound' | 'Unreachable' | 'Truncated' | 'BadFormat' | 'TooLarge' | 'NoSpace' | 'ChecksumMismatch' | 'Aborted' | 'Failed',
    message: string,
  ) {
    super(message);
    this.name = 'ImageError';
  }
}

/** Instead of a capacity: the image keeps the size it has. */
export const KEEP_SIZE = 0;

/**
 * Every `target` is an absolute path that does not exist yet and appears complete or not at all (written beside, then renamed).
 * `capacity` is the size of the claim in bytes: the image is grown to it, and refused with TooLarge when it does not fit;
 * see also KEEP_SIZE.
 * The result is always qcow2, but for `raw`.
 */
export interface ImageService {
  blank(target: string, capacity: number): Promise<void>;
  /** HTTP(S), with gz/xz unpacked and any format qemu-img reads converted; resumes by ranges after a cut. */
  importHttp(url: string, target: string, capacity: number, options?: HttpOptions): Promise<void>;
  /** `docker://host[:port]/repository[:tag|@digest]`: a containerdisk, its `disk/` layer content. */
  importRegistry(url: string, target: string, capacity: number, options?: TransferOptions): Promise<void>;
  /** Digest of what a registry tag points at now (for DataImportCron polling). */
  registryDigest(url: string, options?: TransferOptions): Promise<string>;
  clone(source: string, target: string, capacity: number, options?: TransferOptions): Promise<void>;
  /** A received upload (any format, maybe compressed) becomes the image. The upload is used up, also by a failure. */
  adoptUpload(upload: string, target: string, capacity: number, options?: TransferOptions): Promise<void>;
  /** The disk as its bytes alone, with holes where it is empty: for downloads, which want ranges. */
  raw(source: string, target: string, options?: TransferOptions): Promise<void>;
  resize(path: string, capacity: number): Promise<void>;
  inspect(path: string): Promise<ImageFacts>;
  remove(path: string): Promise<void>;
}
