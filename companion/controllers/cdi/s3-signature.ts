import { createHash, createHmac } from 'node:crypto';

export interface S3Credentials {
  accessKeyId: string;
  secretKey: string;
}

const NO_BODY = createHash('sha256').update('').digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** As AWS encodes paths: every character but the unreserved ones of RFC 3986. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

export function encodedPath(pathname: string): string {
  return pathname.split('/').map((segment) => encode(decodeURIComponent(segment))).join('/');
}

/** `s3.eu-west-1.amazonaws.com`, `bucket.s3-eu-west-1.amazonaws.com`; other servers do not mind. */
export function regionOf(host: string): string {
  return /(?:^|\.)s3[.-]([a-z]{2}-[a-z-]+-\d)\.amazonaws\.com$/.exec(host)?.[1] ?? 'us-east-1';
}

/**
 * Headers that sign a GET of an S3 object (AWS Signature Version 4); they are good for 15 minutes. `now` is in milliseconds,
 * `headers` are signed with the rest.
 */
export function signedHeaders(url: URL, { accessKeyId, secretKey }: S3Credentials, now: number, headers: Record<string, string> = {}): Record<string, string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${regionOf(url.hostname)}/s3/aws4_request`;
  const added = { 'x-amz-content-sha256': NO_BODY, 'x-amz-date': time };
  const signed = Object.entries({ host: url.host, ...headers, ...added }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const request = ['GET', encodedPath(url.pathname), '', ...signed.map(([name, value]) => `${name}:${value.trim()}`), '', names, NO_BODY].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const key = [time.slice(0, 8), regionOf(url.hostname), 's3', 'aws4_request'].reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretKey}`);
  const signature = hmac(key, text).toString('hex');
  return { ...headers, ...added, Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}` };
}
