import { Duplex } from 'node:stream';
import { drawText, screenSize } from './screen';

/** What the screen shows now, and when that changes. */
export interface ScreenSource {
  title: string;
  lines(): string[];
  onChange(listener: () => void): () => void;
  /** A key was pressed (X keysym). */
  key(keysym: number): void;
}

/** Pixel format of the wire (RFC 6143, section 7.4). */
interface PixelFormat {
  bitsPerPixel: number;
  bigEndian: boolean;
  max: [number, number, number];
  shift: [number, number, number];
}

const nativeFormat: PixelFormat = { bitsPerPixel: 32, bigEndian: false, max: [255, 255, 255], shift: [16, 8, 0] };

function readFormat(bytes: Buffer): PixelFormat {
  return {
    bitsPerPixel: bytes.readUInt8(0),
    bigEndian: bytes.readUInt8(2) !== 0,
    max: [bytes.readUInt16BE(4), bytes.readUInt16BE(6), bytes.readUInt16BE(8)],
    shift: [bytes.readUInt8(10), bytes.readUInt8(11), bytes.readUInt8(12)],
  };
}

function serverInit(title: string): Buffer {
  const name = Buffer.from(title);
  const message = Buffer.alloc(24 + name.length);
  message.writeUInt16BE(screenSize.width, 0);
  message.writeUInt16BE(screenSize.height, 2);
  message.set([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0], 4);
  message.writeUInt32BE(name.length, 20);
  name.copy(message, 24);
  return message;
}

function litPixel(format: PixelFormat): number {
  return format.max.reduce((pixel, max, index) => pixel + Math.round(max * 0.8) * 2 ** (format.shift[index] ?? 0), 0);
}

/** The whole screen as one rectangle in raw encoding (RFC 6143, 7.6.1 and 7.7.1). */
function frame(pixels: Uint8Array, format: PixelFormat): Buffer {
  const size = format.bitsPerPixel / 8;
  const message = Buffer.alloc(16 + pixels.length * size);
  message.writeUInt16BE(1, 2);
  message.writeUInt16BE(screenSize.width, 8);
  message.writeUInt16BE(screenSize.height, 10);
  const lit = litPixel(format);
  const write = (offset: number) => (format.bigEndian ? message.writeUIntBE(lit, offset, size) : message.writeUIntLE(lit, offset, size));
  pixels.forEach((on, index) => {
    if (on) write(16 + index * size);
  });
  return message;
}

/** Lengths of the fixed part of client messages, by type (RFC 6143, 7.5). */
const messageLengths: Record<number, number> = { 0: 20, 2: 4, 3: 10, 4: 8, 5: 6, 6: 8 };

/** An RFB 3.8 server over a stream: security type None, raw encoding, one screen of text. */
export class SimulatedVnc extends Duplex {
  private received = Buffer.alloc(0);
  private step: 'version' | 'security' | 'init' | 'messages' = 'version';
  private format = nativeFormat;
  private wantsUpdate = false;
  private shown = '';
  private readonly unsubscribe: () => void;

  constructor(private readonly screen: ScreenSource) {
    super();
    this.unsubscribe = screen.onChange(() => this.update());
    this.push(Buffer.from('RFB 003.008\n'));
  }

  override _read(): void {
    // Bytes are pushed when there are some.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.handleNext());
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.unsubscribe();
    done(error);
  }

  /** Handles one whole message; false when there is none yet. */
  private handleNext(): boolean {
    if (this.step === 'version') return this.bytes(12, () => this.enter('security', Buffer.from([1, 1])));
    if (this.step === 'security') return this.bytes(1, () => this.enter('init', Buffer.alloc(4)));
    if (this.step === 'init') return this.bytes(1, () => this.enter('messages', serverInit(this.screen.title)));
    const type = this.received[0];
    if (type === undefined) return false;
    const length = this.lengthOf(type);
    return length !== undefined && this.bytes(length, (message) => this.handle(type, message));
  }

  private enter(step: SimulatedVnc['step'], answer: Buffer): void {
    this.step = step;
    this.push(answer);
  }

  private bytes(length: number, use: (message: Buffer) => void): boolean {
    if (this.received.length < length) return false;
    const message = this.received.subarray(0, length);
    this.received = this.received.subarray(length);
    use(message);
    return true;
  }

  /** Undefined while the length itself has not arrived; an unknown message ends the session. */
  private lengthOf(type: number): number | undefined {
    const fixed = messageLengths[type];
    if (fixed === undefined) {
      this.destroy();
      return undefined;
    }
    if (this.received.length < fixed) return undefined;
    if (type === 2) return fixed + 4 * this.received.readUInt16BE(2);
    return type === 6 ? fixed + this.received.readUInt32BE(4) : fixed;
  }

  private handle(type: number, message: Buffer): void {
    if (type === 0) this.format = readFormat(message.subarray(4));
    if (type === 3) {
      const incremental = message[1] === 1;
      if (!incremental) this.shown = '';
      this.wantsUpdate = true;
      this.update();
    }
    if (type === 4 && message[1] === 1) this.screen.key(message.readUInt32BE(4));
  }

  private update(): void {
    const lines = this.screen.lines();
    const text = lines.join('\n');
    if (!this.wantsUpdate || text === this.shown) return;
    this.wantsUpdate = false;
    this.shown = text;
    this.push(frame(drawText(lines), this.format));
  }
}
