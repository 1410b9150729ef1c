import { describe, expect, it } from 'vitest';
import { gcsRequest, s3Request } from './object-storage';
import { encodedPath, regionOf, signedHeaders } from './s3-signature';

/** The example of "Signature Calculations for the Authorization Header" in the documentation of Amazon S3. */
const EXAMPLE = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const NOW = Date.UTC(2013, 4, 24);

describe('an object of S3', () => {
  it('is asked for with the signature of the documentation', () => {
    const { Authorization } = signedHeaders(new URL('https://examplebucket.s3.amazonaws.com/test.txt'), EXAMPLE, NOW, { range: 'bytes=0-9' });
    expect(Authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('has the region of its host, and a path as it is signed', () => {
    expect(['s3.eu-west-1.amazonaws.com', 'b.s3-us-gov-west-1.amazonaws.com', 'minio.local'].map(regionOf)).toEqual(['eu-west-1', 'us-gov-west-1', 'us-east-1']);
    expect(encodedPath("/a%20b/c'd(1).img")).toBe('/a%20b/c%27d%281%29.img');
  });

  it('may be public, and named by its bucket', () => {
    expect(s3Request({ url: 's3://bucket/disk.img' }, undefined, NOW)).toEqual({ url: 'https://s3.amazonaws.com/bucket/disk.img', headers: {} });
    expect(s3Request({ url: 'http://minio:9000/b/disk.img' }, EXAMPLE, NOW).headers['x-amz-date']).toBe('20130524T000000Z');
    expect(() => s3Request({ url: 'nothing' }, undefined, NOW)).toThrow('unable to parse endpoint "nothing"');
  });
});

describe('an object of Google Cloud Storage', () => {
  it('is fetched when it is public, and refused in words when it is not', () => {
    expect(gcsRequest({ url: 'gs://bucket/disk.img' }).url).toBe('https://storage.googleapis.com/bucket/disk.img');
    expect(() => gcsRequest({ url: 'gs://bucket/disk.img', secretRef: 'key' })).toThrow('only public objects can be imported');
  });
});
