import { isRecord } from '../../lib/guards';
import type { Clock } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import type { GuestEvent, GuestInfo, GuestState } from '../driver';
import { GuestError, messageOf } from '../guest-error';
import { arrayAt } from '../json';
import { mergeInterfaces } from './agent-facts';
import { createAgentLink, type AgentLink } from './agent-link';
import { endingOf, unexplained, type Ending } from './endings';
import type { GuestFiles } from './files';
import { keepTpm, wantsPersistentTpm } from './kept-state';
import { givenAddresses } from './network';
import { endProcess, findProcess, isGoneWithin, logTail, type QemuProcess } from './process';
import type { QmpEvent } from './qmp';
import type { GuestRecord } from './record';
import { createTaskQueue } from './task-queue';
import { connectUnix } from './unix-socket';

export interface GuestContext {
  clock: Clock;
  logger: Logger;
  emit(event: GuestEvent): void;
}

/** States of QEMU (QMP: RunState) in which the guest stands still. */
const standing = new Set(['paused', 'prelaunch', 'io-error', 'watchdog', 'debug', 'suspended']);
/** Firmware resets the machine once more on its way through a reboot: that is one reboot to a person. */
const rebootPauseMs = 2_000;
const monitorPatienceMs = 5_000;

/** One guest and the QEMU process it runs in now. */
export class QemuGuest {
  private state: GuestState = 'starting';
  private process: QemuProcess | undefined;
  private ending: Ending | undefined;
  private over = false;
  private down: Promise<void> = Promise.resolve();
  private fault: string | undefined;
  private lastReboot = Number.NEGATIVE_INFINITY;
  readonly agent: AgentLink;
  /** Set while a power-off of the guest is to become a reboot (no agent, ACPI only). */
  rebootOnShutdown: (() => Promise<void>) | undefined;
  /** The migration under way. */
  migration: { isCancelled: boolean } | undefined;
  /** Changes of devices happen one after the other. */
  readonly inOrder = createTaskQueue();

  constructor(
    readonly files: GuestFiles,
    public record: GuestRecord,
    private readonly context: GuestContext,
  ) {
    const connect = async () => connectUnix(this.running().files.agent);
    this.agent = createAgentLink({ clock: context.clock, connect, onChange: () => this.isUp && this.changed() });
  }

  get uid(): string {
    return this.record.definition.uid;
  }

  get isUp(): boolean {
    return this.process !== undefined && !this.over;
  }

  get isPaused(): boolean {
    return this.state === 'paused';
  }

  info(): GuestInfo {
    const facts = this.isUp ? this.agent.facts : undefined;
    const cards = this.record.interfaces.map((card) => ({ name: card.name, mac: card.mac, ips: this.isUp ? givenAddresses(card) : [] }));
    return {
      uid: this.uid,
      node: this.record.definition.node,
      state: this.state,
      ...(this.isUp && this.process ? { pid: this.process.pid } : {}),
      agentConnected: facts !== undefined,
      interfaces: facts ? mergeInterfaces(cards, facts.interfaces) : cards,
      ...(facts ? { os: facts.os } : {}),
    };
  }

  /** The running process; refuses when there is none. */
  running(): QemuProcess {
    if (!this.process || this.over) throw new GuestError('NotRunning', `guest ${this.record.definition.name} is not running`);
    return this.process;
  }

  /** Makes `process` the one the guest runs in, and follows it. */
  async attach(process: QemuProcess): Promise<void> {
    this.process = process;
    process.qmp.onEvent((event) => this.hear(process, event));
    this.down = this.follow(process);
    const status = await process.qmp.execute('query-status');
    const word = isRecord(status) ? status.status : undefined;
    const devices = await process.qmp.execute('query-chardev');
    const channel = arrayAt({ devices }, 'devices').filter(isRecord).find((device) => device.label === 'agent0');
    this.enter(typeof word === 'string' && standing.has(word) ? 'paused' : 'running');
    if (channel?.['frontend-open'] === true) this.agent.opened();
    else this.agent.closed();
  }

  /** A guest whose process was gone when the companion came back. */
  markEnded(ending: Ending): void {
    this.over = true;
    this.state = ending.state;
  }

  /** Resolves when the guest is down. */
  async whenDown(): Promise<void> {
    while (this.isUp) await this.down;
  }

  /** Forgets the process without ending it. */
  release(): void {
    const process = this.process;
    this.process = undefined;
    this.agent.closed();
    process?.qmp.close();
  }

  async pause(): Promise<void> {
    await this.running().qmp.execute('stop');
    this.enter('paused');
  }

  async resume(): Promise<void> {
    await this.running().qmp.execute('cont');
    this.enter('running');
  }

  async destroy(): Promise<void> {
    if (!this.isUp || !this.process) return;
    this.ending ??= endingOf('host-qmp-quit');
    this.rebootOnShutdown = undefined;
    await endProcess(this.process, this.context.clock);
    await this.whenDown();
  }

  /** Tells listeners that something about the guest is different. */
  changed(reason?: string): void {
    this.context.emit({ type: 'changed', uid: this.uid, info: this.info(), ...(reason ? { reason } : {}) });
  }

  private enter(state: GuestState, reason?: string): void {
    if (this.state === state) return;
    this.state = state;
    this.changed(reason);
  }

  private hear(process: QemuProcess, event: QmpEvent): void {
    if (process !== this.process) return;
    if (event.event === 'SHUTDOWN' && this.rebootOnShutdown) return this.turnIntoReboot();
    this.hearState(event);
    this.hearEnding(event);
    if (event.event === 'VSERPORT_CHANGE' && event.data.id === 'agent') {
      if (event.data.open === true) this.agent.opened();
      else this.agent.closed();
    }
  }

  private hearState({ event, data }: QmpEvent): void {
    // While a migration ends or a power-off becomes a reboot, the guest stands for an instant that is no pause.
    const isPassing = this.migration !== undefined || this.rebootOnShutdown !== undefined;
    if (event === 'STOP' && !isPassing) this.enter('paused', this.takeFault());
    if (event === 'RESUME') this.enter('running');
    if (event === 'BLOCK_IO_ERROR' && data.action === 'stop') this.fault = `VMI was paused, IO error: ${String(data.reason)}`;
    if (event === 'RESET') this.rebooted();
  }

  private hearEnding({ event, data }: QmpEvent): void {
    if (event === 'SHUTDOWN') this.ending ??= endingOf(data.reason);
    if (event === 'GUEST_PANICKED') this.ending ??= endingOf('guest-panic');
    if (event === 'WATCHDOG' && data.action === 'poweroff') this.ending ??= { state: 'crashed', reason: 'the watchdog powered the guest off' };
  }

  /** Why QEMU is about to stop the guest, if it has said so. */
  private takeFault(): string | undefined {
    const fault = this.fault;
    this.fault = undefined;
    return fault;
  }

  private rebooted(): void {
    const now = this.context.clock.now();
    if (now - this.lastReboot < rebootPauseMs) return;
    this.lastReboot = now;
    this.context.emit({ type: 'rebooted', uid: this.uid });
  }

  private turnIntoReboot(): void {
    const reboot = this.rebootOnShutdown;
    reboot?.().catch(() => this.destroy());
  }

  /** Waits for the end of the process. One that only closed its monitor is asked anew. */
  private async follow(process: QemuProcess): Promise<void> {
    await process.qmp.closed;
    if (process !== this.process) return;
    const isGone = await isGoneWithin(process, this.context.clock, monitorPatienceMs);
    if (process !== this.process) return;
    const again = isGone ? undefined : await findProcess(process.files, this.context.clock);
    if (again) return this.attach(again);
    await this.end(process);
  }

  private async end(process: QemuProcess): Promise<void> {
    const ending = this.ending ?? unexplained(await logTail(process.files));
    if (wantsPersistentTpm(this.record.definition)) await this.keepTpm(process);
    this.over = true;
    this.agent.closed();
    this.enter(ending.state, ending.reason);
  }

  private async keepTpm(process: QemuProcess): Promise<void> {
    try {
      await keepTpm(process.files.tpmState, this.files.kept(this.record.definition));
    } catch (error) {
      this.context.logger.error('the state of the TPM was not kept', { uid: this.uid, error: messageOf(error) });
    }
  }
}
