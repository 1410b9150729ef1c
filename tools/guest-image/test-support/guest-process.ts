import { spawn, type ChildProcess } from 'node:child_process';
import { createConnection, type Socket } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** A guest under plain QEMU, driven by its serial line and its monitor. */
export interface GuestProcess {
  /** Resolves with all that was heard on the serial line up to and including `pattern`. */
  hear(pattern: RegExp): Promise<string>;
  say(line: string): void;
  /** Logs in and waits for the shell. */
  logIn(user: string, password: string): Promise<void>;
  /** Runs a shell command and resolves with what it printed. */
  shell(command: string): Promise<string>;
  /** The power button; resolves when the process has ended. */
  powerDown(): Promise<number | null>;
  kill(): void;
}

const SOCKET_POLL_MS = 10;
const PROMPT = /\$ $/;
/** What busybox asks of a terminal before it edits a line. */
const TERMINAL_QUERY = /\x1b\[6n/g;

function connect(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** QEMU creates its sockets a moment after it starts: asks again until they are there or the process is gone. */
async function connectTo(path: string, child: ChildProcess): Promise<Socket> {
  for (;;) {
    try {
      return await connect(path);
    } catch (error) {
      if (child.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, SOCKET_POLL_MS));
    }
  }
}

/** Keeps what was heard until somebody waits for it. */
class Ear {
  private heard = '';
  private waiting: (() => void) | undefined;

  constructor(private readonly socket: Socket) {
    socket.on('data', (data: Buffer) => {
      this.heard = (this.heard + data.toString('utf8')).replace(TERMINAL_QUERY, '');
      this.waiting?.();
    });
    socket.on('close', () => this.waiting?.());
  }

  hear(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.heard);
        if (!found && !this.socket.destroyed) return;
        this.waiting = undefined;
        if (!found) return reject(new Error(`the guest ended before ${pattern}: ${this.heard}`));
        const end = found.index + found[0].length;
        resolve(this.heard.slice(0, end));
        this.heard = this.heard.slice(end);
      };
      this.waiting = look;
      look();
    });
  }
}

/** Starts QEMU (TCG) with a serial line, a monitor, a network card and `disks`; sockets lie in a new folder below `home`. */
export async function startGuest(home: string, disks: readonly string[], extra: readonly string[] = []): Promise<GuestProcess> {
  const folder = mkdtempSync(join(home, 'guest-'));
  const socket = (name: string) => join(folder, name);
  const child = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-M', 'q35', '-m', '256', '-display', 'none', '-nodefaults', '-no-user-config', '-vga', 'std'],
      ...['-chardev', `socket,id=s,path=${socket('serial')},server=on,wait=on`, '-serial', 'chardev:s'],
      ...['-qmp', `unix:${socket('qmp')},server=on,wait=off`, '-netdev', 'user,id=n,restrict=on', '-device', 'virtio-net-pci,netdev=n'],
      ...disks.flatMap((disk) => ['-drive', disk]),
      ...extra,
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  // `wait=on`: the machine stands still until somebody listens, so that nothing it says is lost.
  const serial = await connectTo(socket('serial'), child);
  const ear = new Ear(serial);
  const say = (line: string) => void serial.write(`${line}\n`);
  return {
    hear: (pattern) => ear.hear(pattern),
    say,
    async logIn(user, password) {
      await ear.hear(/login: $/);
      say(user);
      await ear.hear(/Password: $/);
      say(password);
      await ear.hear(PROMPT);
      // Long commands are echoed in one line.
      say('stty cols 500');
      await ear.hear(PROMPT);
    },
    async shell(command) {
      say(command);
      await ear.hear(/\n/);
      return (await ear.hear(PROMPT)).replace(/\r/g, '').replace(/\n?[^\n]*$/, '');
    },
    async powerDown() {
      const monitor = await connect(socket('qmp'));
      monitor.write('{"execute":"qmp_capabilities"}{"execute":"system_powerdown"}');
      const code = await ended;
      monitor.destroy();
      return code;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
