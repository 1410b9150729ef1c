/** A field of a protobuf message as it is on the wire: varints as bigint, everything with a length as bytes. */
export interface WireField {
  number: number;
  value: bigint | Buffer;
}

export class BrokenProtobuf extends Error {}

const MAX_VARINT_BYTES = 10;

class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isDone(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let index = 0; index < MAX_VARINT_BYTES; index += 1) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new BrokenProtobuf('unexpected EOF');
      this.at += 1;
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new BrokenProtobuf('proto: integer overflow');
  }

  take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new BrokenProtobuf('unexpected EOF');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** The fields of a message in their order. */
export function* readFields(bytes: Buffer): Generator<WireField> {
  const reader = new Reader(bytes);
  while (!reader.isDone) {
    const key = reader.varint();
    const number = Number(key >> 3n);
    const type = Number(key & 7n);
    if (number === 0) throw new BrokenProtobuf('proto: illegal tag 0');
    if (type === 0) yield { number, value: reader.varint() };
    else if (type === 2) yield { number, value: reader.take(Number(reader.varint())) };
    else if (type === 1) yield { number, value: reader.take(8) };
    else if (type === 5) yield { number, value: reader.take(4) };
    else throw new BrokenProtobuf(`proto: illegal wireType ${type}`);
  }
}
