import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../lib/api-error';
import { decodeProtobuf } from './decode';
import { MESSAGES } from './messages';

/** A writer of wire format, the mirror of what is tested. */
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]);
const bytes = (number: number, content: Buffer | string): Buffer => {
  const body = Buffer.from(content);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(body.length)]), body]);
};
const int = (number: number, value: number): Buffer => Buffer.from([...varint(number * 8), ...varint(value)]);
const entry = (number: number, key: string, value: Buffer | string) => bytes(number, Buffer.concat([bytes(1, key), bytes(2, value)]));
const body = (apiVersion: string, kind: string, ...fields: Buffer[]) =>
  Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0]), bytes(1, Buffer.concat([bytes(1, apiVersion), bytes(2, kind)])), bytes(2, Buffer.concat(fields)), bytes(3, ''), bytes(4, '')]);
/** ObjectMeta as Go writes it: with all its zero values. */
const meta = (name: string, ...more: Buffer[]) =>
  bytes(1, Buffer.concat([bytes(1, name), bytes(2, ''), bytes(3, ''), bytes(4, ''), bytes(5, ''), bytes(6, ''), int(7, 0), bytes(8, ''), ...more]));

const refusal = (given: Buffer): ApiError => {
  try {
    decodeProtobuf(given);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('MESSAGES', () => {
  it('refer only to messages that are there', () => {
    const scalars = ['string', 'int', 'bool', 'bytes', 'time', 'microtime', 'quantity', 'intOrString', 'raw'];
    const types = [...MESSAGES.values()].flatMap((fields) => [...fields.values()].map((field) => field.type));
    expect(types.filter((type) => !scalars.includes(type) && !MESSAGES.has(type))).toEqual([]);
  });
});

describe('decodeProtobuf', () => {
  it('reads a config map without Go\'s zero values', () => {
    expect(decodeProtobuf(body('v1', 'ConfigMap', meta('c', entry(11, 'l', '')), entry(2, 'a', 'b'), entry(2, 'empty', '')))).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', labels: { l: '' } },
      data: { a: 'b', empty: '' },
    });
  });

  it('writes bytes as base64', () => {
    expect(decodeProtobuf(body('v1', 'Secret', meta('s'), entry(2, 'k', 'hi'), bytes(3, 'Opaque')))).toMatchObject({ data: { k: 'aGk=' }, type: 'Opaque' });
  });

  it('reads numbers, ports by name or number, and quantities', () => {
    const port = (target: Buffer) => bytes(1, Buffer.concat([bytes(2, 'TCP'), int(3, 443), bytes(4, target)]));
    const spec = bytes(2, Buffer.concat([port(Buffer.concat([int(1, 0), int(2, 8443), bytes(3, '')])), port(Buffer.concat([int(1, 1), int(2, 0), bytes(3, 'web')]))]));
    expect(decodeProtobuf(body('v1', 'Service', meta('s'), spec)).spec).toEqual({
      ports: [
        { protocol: 'TCP', port: 443, targetPort: 8443 },
        { protocol: 'TCP', port: 443, targetPort: 'web' },
      ],
    });
    const hard = bytes(2, entry(1, 'pods', bytes(1, '10')));
    expect(decodeProtobuf(body('v1', 'ResourceQuota', meta('q'), hard)).spec).toEqual({ hard: { pods: '10' } });
  });

  it('reads an access review', () => {
    const attributes = bytes(1, Buffer.concat([bytes(1, 'ns'), bytes(2, 'list'), bytes(3, 'kubevirt.io'), bytes(5, 'virtualmachines')]));
    expect(decodeProtobuf(body('authorization.k8s.io/v1', 'SelfSubjectAccessReview', meta(''), bytes(2, attributes)))).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { namespace: 'ns', verb: 'list', group: 'kubevirt.io', resource: 'virtualmachines' } },
    });
  });

  it('refuses kinds and fields it cannot read rather than lose them', () => {
    expect(refusal(body('v1', 'FancyKind', meta('x'))).code).toBe(415);
    expect(refusal(body('v1', 'ConfigMap', meta('x'), int(99, 1))).code).toBe(415);
  });

  it('refuses what is no protobuf of Kubernetes', () => {
    expect(refusal(Buffer.from('{}'))).toMatchObject({ code: 400, message: 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]' });
    expect(refusal(Buffer.concat([body('v1', 'ConfigMap', meta('x')), Buffer.from([0xff])])).code).toBe(400);
  });

  it('never fails in another way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('ConfigMap', 'Deployment', 'Ingress', 'constructor'), (noise, kind) => {
        for (const given of [Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0]), noise]), body('v1', kind, Buffer.from(noise))]) {
          try {
            decodeProtobuf(given);
          } catch (error) {
            expect(error).toBeInstanceOf(ApiError);
          }
        }
      }),
    );
  });
});
