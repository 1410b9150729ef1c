import { Duplex } from 'node:stream';
import type { OperatingSystem } from './operating-systems';

export interface ShellHost {
  hostname: string;
  system: OperatingSystem;
  /** Seconds since the guest booted. */
  uptime(): number;
  addresses(): string[];
}

type Mode = 'user' | 'password' | 'command';

const commands: Record<string, (host: ShellHost, user: string, args: string[]) => string> = {
  uname: ({ hostname, system }, _user, args) =>
    args.includes('-a') ? `Linux ${hostname} ${system.kernelRelease} ${system.kernelVersion} ${system.machine} GNU/Linux` : 'Linux',
  hostname: ({ hostname }) => hostname,
  whoami: (_host, user) => user,
  uptime: (host) => ` up ${Math.floor(host.uptime() / 60)} min,  1 user,  load average: 0.00, 0.01, 0.05`,
  ip: (host) => ['lo 127.0.0.1/8', ...host.addresses().map((address, index) => `eth${index} ${address}`)].join('\r\n'),
  echo: (_host, _user, args) => args.join(' '),
  cat: ({ system }, _user, args) => (args[0] === '/etc/os-release' ? `NAME="${system.name}"\r\nID=${system.id}\r\nPRETTY_NAME="${system.prettyName}"` : `cat: ${args[0] ?? '-'}: No such file or directory`),
  help: () => 'A simulated guest. Commands: cat echo exit help hostname ip uname uptime whoami',
};

/** A serial line with a login prompt and a few commands: enough to see that a terminal works. Any password is right. */
export class SimulatedShell extends Duplex {
  private mode: Mode = 'user';
  private line = '';
  private user = '';

  constructor(private readonly host: ShellHost) {
    super();
    this.prompt();
  }

  override _read(): void {
    // Bytes are pushed when there are some.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const character of chunk.toString('utf8')) this.type(character);
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  private say(text: string): void {
    this.push(Buffer.from(text));
  }

  private prompt(): void {
    const { hostname, system } = this.host;
    if (this.mode === 'user') this.say(`\r\n${system.prettyName}\r\nKernel ${system.kernelRelease} on an ${system.machine} (ttyS0)\r\n\r\n${hostname} login: `);
    else if (this.mode === 'password') this.say('Password: ');
    else this.say(`[${this.user}@${hostname} ~]$ `);
  }

  private type(character: string): void {
    if (character === '\r' || character === '\n') return this.enter();
    if (character === '\x7f' || character === '\b') return this.erase();
    if (character === '\x03') return this.interrupt();
    if (character < ' ' || this.line.length >= 1024) return;
    this.line += character;
    if (this.mode !== 'password') this.say(character);
  }

  private erase(): void {
    if (!this.line) return;
    this.line = this.line.slice(0, -1);
    if (this.mode !== 'password') this.say('\b \b');
  }

  private interrupt(): void {
    this.line = '';
    this.say('^C\r\n');
    this.prompt();
  }

  private enter(): void {
    const line = this.line.trim();
    this.line = '';
    this.say('\r\n');
    if (this.mode === 'user' && line) {
      this.user = line;
      this.mode = 'password';
    } else if (this.mode === 'password') this.mode = 'command';
    else if (this.mode === 'command') this.run(line);
    this.prompt();
  }

  private run(line: string): void {
    const [name = '', ...args] = line.split(/\s+/);
    if (!name) return;
    if (name === 'exit' || name === 'logout') {
      this.mode = 'user';
      return;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    this.say(`${command ? command(this.host, this.user, args) : `-bash: ${name}: command not found`}\r\n`);
  }
}
