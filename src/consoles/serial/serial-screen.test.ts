import { describe, expect, it } from 'vitest';
import { ConsoleSession } from '../session/console-session';
import { FakeWorld } from '../session/fake-world.test-support';
import { SerialScreen } from './serial-screen';

class FakeTerminal {
  readonly written: number[] = [];
  type: (text: string) => void = () => undefined;
  listeners = 0;

  write(data: Uint8Array): void {
    this.written.push(...data);
  }

  onData(listener: (text: string) => void) {
    this.type = listener;
    this.listeners += 1;
    return { dispose: () => void (this.listeners -= 1) };
  }

  onBinary() {
    return { dispose: () => undefined };
  }
}

function connected() {
  const terminal = new FakeTerminal();
  const world = new FakeWorld();
  const session = new ConsoleSession(new SerialScreen(terminal, { namespace: 'a b', name: 'vm' }), world);
  session.setGuestRuns(true);
  session.connect();
  world.socket.accept();
  return { terminal, world, session };
}

describe('SerialScreen', () => {
  it('asks for the console subresource of the instance', () => {
    expect(connected().world.socket.endpoint).toEqual({
      path: '/apis/subresources.kubevirt.io/v1/namespaces/a%20b/virtualmachineinstances/vm/console',
      query: {},
    });
  });

  it('hands bytes on as they come, also half characters', () => {
    const { terminal, world } = connected();
    world.socket.receive(Uint8Array.of(0xc3));
    world.socket.receive(Uint8Array.of(0xa9));
    expect(terminal.written).toEqual([0xc3, 0xa9]);
  });

  it('sends what is typed as UTF-8 bytes', () => {
    const { terminal, world } = connected();
    terminal.type('é\r');
    expect(world.socket.sent.map((bytes) => [...bytes])).toEqual([[0xc3, 0xa9, 0x0d]]);
  });

  it('keeps the terminal and its text over a reconnect, with one listener', () => {
    const { terminal, world } = connected();
    world.socket.end(1006);
    world.pass(500);
    world.socket.accept();
    terminal.type('x');
    expect(terminal.listeners).toBe(1);
    expect(world.sockets.map((socket) => socket.sent.length)).toEqual([0, 1]);
  });
});
