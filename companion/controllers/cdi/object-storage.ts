import { ImageError } from '../../images/images';
import { encodedPath, type S3Credentials, signedHeaders } from './s3-signature';

/** What to fetch for an object in a bucket. */
export interface ObjectRequest {
  url: string;
  headers: Record<string, string>;
}

interface BucketSource {
  url: string;
  secretRef?: string;
}

function parsed(url: string, scheme: string, host: string): URL {
  const address = url.startsWith(`${scheme}://`) ? `https://${host}/${url.slice(scheme.length + 3)}` : url;
  if (!URL.canParse(address)) throw new ImageError('Failed', `unable to parse endpoint "${url}"`);
  return new URL(address);
}

/** An object of S3, or of a server that speaks its protocol; signed when there are credentials. `now` is in milliseconds. */
export function s3Request({ url }: BucketSource, credentials: S3Credentials | undefined, now: number): ObjectRequest {
  const address = parsed(url, 's3', 's3.amazonaws.com');
  address.pathname = encodedPath(address.pathname);
  return { url: address.href, headers: credentials ? signedHeaders(address, credentials, now) : {} };
}

/** A public object of Google Cloud Storage. */
export function gcsRequest({ url, secretRef }: BucketSource): ObjectRequest {
  if (secretRef) throw new ImageError('Failed', 'the local cluster cannot log in to Google Cloud Storage: only public objects can be imported');
  return { url: parsed(url, 'gs', 'storage.googleapis.com').href, headers: {} };
}
