import { virtSubresourcePath } from '../../../contracts/kinds';
import type { ChannelEvents, ConsoleChannel, ConsoleEndpoint, SocketLike } from '../session/types';

/** The part of xterm.js that is used here. */
export interface TerminalLike {
  write(data: Uint8Array): void;
  onData(listener: (text: string) => void): { dispose(): void };
  onBinary(listener: (bytes: string) => void): { dispose(): void };
}

const open = 1;

/** The serial console of one guest: bytes between a terminal and a socket. The terminal outlives its sockets. */
export class SerialScreen implements ConsoleChannel {
  /** KubeVirt closes the older serial session for each new one. */
  readonly newcomerWins = true;

  constructor(
    private readonly terminal: TerminalLike,
    private readonly vm: { namespace: string; name: string },
  ) {}

  endpoint(): ConsoleEndpoint {
    return { path: virtSubresourcePath('virtualmachineinstances', this.vm.namespace, this.vm.name, 'console'), query: {} };
  }

  attach(socket: SocketLike, events: ChannelEvents): () => void {
    const encoder = new TextEncoder();
    let attached = true;
    const send = (bytes: Uint8Array<ArrayBuffer>) => {
      if (attached && socket.readyState === open) socket.send(bytes);
    };
    // The terminal decodes UTF-8 across frames, so bytes go to it as they are.
    socket.addEventListener('message', ({ data }) => {
      if (attached && data instanceof ArrayBuffer) this.terminal.write(new Uint8Array(data));
    });
    const typed = this.terminal.onData((text) => send(encoder.encode(text)));
    const raw = this.terminal.onBinary((text) => send(Uint8Array.from(text, (character) => character.charCodeAt(0))));
    events.ready();
    return () => {
      attached = false;
      typed.dispose();
      raw.dispose();
    };
  }
}
