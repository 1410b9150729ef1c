import { beforeEach, expect, test } from 'vitest';
import { SimulatedVnc, type ScreenSource } from './rfb';
import { screenSize } from './screen';

class FakeScreen implements ScreenSource {
  title = 'default/vm-1';
  text = ['hello'];
  keys: number[] = [];
  watchers = new Set<() => void>();
  lines = () => this.text;
  key = (keysym: number) => void this.keys.push(keysym);
  onChange = (listener: () => void) => {
    this.watchers.add(listener);
    return () => this.watchers.delete(listener);
  };
  show(text: string): void {
    this.text = [text];
    for (const watcher of this.watchers) watcher();
  }
}

let screen: FakeScreen;
let vnc: SimulatedVnc;
let received: Buffer;

beforeEach(() => {
  screen = new FakeScreen();
  vnc = new SimulatedVnc(screen);
  received = Buffer.alloc(0);
  vnc.on('data', (chunk: Buffer) => (received = Buffer.concat([received, chunk])));
});

/** Waits for so many bytes and takes them. */
async function take(length: number): Promise<Buffer> {
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(length);
  const taken = received.subarray(0, length);
  received = received.subarray(length);
  return taken;
}

async function connect(): Promise<Buffer> {
  expect(String(await take(12))).toBe('RFB 003.008\n');
  vnc.write('RFB 003.008\n');
  expect([...(await take(2))]).toEqual([1, 1]);
  vnc.write(Buffer.from([1]));
  expect((await take(4)).readUInt32BE(0)).toBe(0);
  vnc.write(Buffer.from([1]));
  const init = await take(24);
  const name = await take(init.readUInt32BE(20));
  expect(String(name)).toBe('default/vm-1');
  return init;
}

const updateRequest = (incremental: boolean) => {
  const message = Buffer.alloc(10);
  message.set([3, incremental ? 1 : 0]);
  message.writeUInt16BE(screenSize.width, 6);
  message.writeUInt16BE(screenSize.height, 8);
  return message;
};

async function frame(bytesPerPixel = 4): Promise<Buffer> {
  const head = await take(16);
  expect([...head.subarray(0, 4)]).toEqual([0, 0, 0, 1]);
  expect([head.readUInt16BE(8), head.readUInt16BE(10), head.readInt32BE(12)]).toEqual([screenSize.width, screenSize.height, 0]);
  return take(screenSize.width * screenSize.height * bytesPerPixel);
}

test('the handshake ends with the size of the screen and the name of the guest', async () => {
  const init = await connect();
  expect([init.readUInt16BE(0), init.readUInt16BE(2), init[4]]).toEqual([640, 400, 32]);
});

test('a frame shows the text, and the next comes when the text changes', async () => {
  await connect();
  vnc.write(updateRequest(false));
  const first = await frame();
  expect(first.some((byte) => byte > 0)).toBe(true);
  vnc.write(updateRequest(true));
  screen.show('something else');
  expect((await frame()).equals(first)).toBe(false);
  screen.show('not asked for');
  expect(received).toHaveLength(0);
});

test('pixels come in the format the client asks for', async () => {
  await connect();
  const format = Buffer.alloc(20);
  format.set([16, 16, 1, 1, 0, 31, 0, 63, 0, 31, 11, 5, 0], 4);
  vnc.write(format);
  vnc.write(updateRequest(false));
  const pixels = await frame(2);
  const lit = [...Array(pixels.length / 2).keys()].map((index) => pixels.readUInt16BE(index * 2)).find((pixel) => pixel > 0) ?? 0;
  expect([lit >> 11, (lit >> 5) & 63, lit & 31]).toEqual([25, 50, 25]);
});

test('messages are understood however they are cut, keys reach the guest', async () => {
  await connect();
  const messages = Buffer.concat([
    Buffer.from([2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1]), // SetEncodings
    Buffer.from([5, 0, 0, 1, 0, 1]), // PointerEvent
    Buffer.from([6, 0, 0, 0, 0, 0, 0, 2, 104, 105]), // ClientCutText
    Buffer.from([4, 1, 0, 0, 0, 0, 0, 97]), // KeyEvent: a down
    Buffer.from([4, 0, 0, 0, 0, 0, 0, 97]), // KeyEvent: a up
  ]);
  for (const byte of messages) vnc.write(Buffer.from([byte]));
  await expect.poll(() => screen.keys).toEqual([97]);
});

test('a message that is none ends the session, and the screen is no longer watched', async () => {
  await connect();
  vnc.write(Buffer.from([99]));
  await expect.poll(() => vnc.destroyed).toBe(true);
  expect(screen.watchers.size).toBe(0);
});
