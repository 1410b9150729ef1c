import type { Clock } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import type { Logger } from '../../lib/logger';
import type { GuestEvent, GuestInfo, GuestState } from '../driver';
import { GuestError } from '../guest-error';
import { endingOf, unexplained, type Ending } from './endings';
import type { GuestFiles } from './files';
import { subnet } from './network';
import { endProcess, logTail, processGone, type QemuProcess } from './process';
import type { QmpEvent } from './qmp';
import type { GuestRecord } from './record';

export interface GuestContext {
  clock: Clock;
  logger: Logger;
  emit(event: GuestEvent): void;
}

/** States of QEMU (QMP: RunState) in which the guest stands still. */
const paused = new Set(['paused', 'prelaunch', 'io-error', 'watchdog', 'debug', 'suspended']);

/** One guest and the QEMU process it runs in now. */
export class QemuGuest {
  state: GuestState = 'starting';
  private process: QemuProcess | undefined;
  private ending: Ending | undefined;
  private down: Promise<void> = Promise.resolve();
  private ended: Ending | undefined;

  constructor(
    readonly files: GuestFiles,
    public record: GuestRecord,
    private readonly context: GuestContext,
  ) {}

  get uid(): string {
    return this.record.definition.uid;
  }

  get isUp(): boolean {
    return this.process !== undefined && this.ended === undefined;
  }

  info(): GuestInfo {
    return {
      uid: this.uid,
      node: this.record.definition.node,
      state: this.state,
      ...(this.isUp && this.process ? { pid: this.process.pid } : {}),
      agentConnected: false,
      interfaces: this.record.interfaces.map((card) => ({ name: card.name, mac: card.mac, ips: this.isUp ? [subnet(card.subnet).guest] : [] })),
    };
  }

  /** The running process; refuses when there is none. */
  running(): QemuProcess {
    if (!this.process || this.ended) throw new GuestError('NotRunning', `guest ${this.record.definition.name} is not running`);
    return this.process;
  }

  /** Makes `process` the one the guest runs in, and follows it. */
  async attach(process: QemuProcess): Promise<void> {
    this.process = process;
    process.qmp.onEvent((event) => this.hear(process, event));
    this.down = processGone(process, this.context.clock).then(() => this.gone(process));
    const status = await process.qmp.execute('query-status');
    const word = isRecord(status) ? status.status : undefined;
    this.enter(typeof word === 'string' && paused.has(word) ? 'paused' : 'running');
  }

  /** Resolves when the guest is down. */
  whenDown(): Promise<void> {
    return this.down;
  }

  /** Forgets the process without ending it. */
  release(): void {
    const process = this.process;
    this.process = undefined;
    process?.qmp.close();
  }

  async destroy(): Promise<void> {
    if (!this.process || this.ended) return;
    this.ending ??= endingOf('host-qmp-quit');
    await endProcess(this.process, this.context.clock);
    await this.down;
  }

  private enter(state: GuestState, reason?: string): void {
    if (this.state === state) return;
    this.state = state;
    this.changed(reason);
  }

  private changed(reason?: string): void {
    this.context.emit({ type: 'changed', uid: this.uid, info: this.info(), ...(reason ? { reason } : {}) });
  }

  private hear(process: QemuProcess, { event, data }: QmpEvent): void {
    if (process !== this.process) return;
    if (event === 'STOP') this.enter('paused');
    if (event === 'RESUME') this.enter('running');
    if (event === 'SHUTDOWN') this.ending ??= endingOf(data.reason);
    if (event === 'GUEST_PANICKED') this.ending ??= endingOf('guest-panic');
    if (event === 'WATCHDOG' && data.action === 'poweroff') this.ending ??= { state: 'crashed', reason: 'the watchdog powered the guest off' };
    if (event === 'RESET') this.context.emit({ type: 'rebooted', uid: this.uid });
  }

  private async gone(process: QemuProcess): Promise<void> {
    if (process !== this.process) return;
    this.ended = this.ending ?? unexplained(await logTail(process.files));
    this.enter(this.ended.state, this.ended.reason);
  }
}
