import type RFB from '@novnc/novnc';
import { virtSubresourcePath } from '../../../contracts/kinds';
import type { ChannelEvents, ConsoleChannel, ConsoleEndpoint, SocketLike, Timers } from '../session/types';
import type { KeyCombination } from './key-combinations';
import { Keysym } from './typing';
import type { KeyStroke } from './typing';

export type VncScale = 'fit' | 'original' | 'resize';
export type RfbFactory = (target: HTMLElement, socket: SocketLike) => RFB;

/** A guest's keyboard controller holds few keys: slower than this none is lost. */
const strokePause = 20;
const modifiers = [
  [Keysym.controlLeft, 'ControlLeft'],
  [Keysym.controlRight, 'ControlRight'],
  [Keysym.altLeft, 'AltLeft'],
  [Keysym.altGr, 'AltRight'],
  [Keysym.shiftLeft, 'ShiftLeft'],
  [Keysym.shiftRight, 'ShiftRight'],
] as const;

/** The screen of one guest: speaks RFB through noVNC and draws into an element that can be moved between pages. */
export class VncScreen implements ConsoleChannel {
  readonly newcomerWins = false;
  #rfb: RFB | undefined;
  #scale: VncScale = 'fit';
  #viewOnly = false;

  constructor(
    readonly element: HTMLElement,
    private readonly vm: { namespace: string; name: string },
    private readonly createRfb: RfbFactory,
    private readonly timers: Timers,
  ) {}

  endpoint({ takeOver }: { takeOver: boolean }): ConsoleEndpoint {
    const path = virtSubresourcePath('virtualmachineinstances', this.vm.namespace, this.vm.name, 'vnc');
    return { path, query: takeOver ? {} : { preserveSession: true } };
  }

  attach(socket: SocketLike, events: ChannelEvents): () => void {
    const rfb = this.createRfb(this.element, socket);
    let ended = false;
    rfb.background = 'transparent';
    this.#rfb = rfb;
    this.#settle();
    rfb.addEventListener('connect', () => events.ready());
    rfb.addEventListener('securityfailure', (event) => events.failed(reasonOf(event)));
    rfb.addEventListener('credentialsrequired', () => events.failed('The screen asks for a password.'));
    rfb.addEventListener('disconnect', () => {
      ended = true;
    });
    return () => {
      if (this.#rfb === rfb) this.#rfb = undefined;
      if (!ended) rfb.disconnect();
    };
  }

  setScale(scale: VncScale): void {
    this.#scale = scale;
    this.#settle();
  }

  setViewOnly(viewOnly: boolean): void {
    this.#viewOnly = viewOnly;
    this.#settle();
  }

  focus(): void {
    this.#rfb?.focus();
  }

  /** Gives the keyboard back to the page; the guest sees every held modifier go up. */
  releaseKeyboard(): void {
    const rfb = this.#rfb;
    if (!rfb) return;
    for (const [keysym, code] of modifiers) rfb.sendKey(keysym, code, false);
    rfb.viewOnly = true;
    rfb.blur();
    this.#settle();
  }

  send(combination: KeyCombination): void {
    for (const key of combination.keys) this.#rfb?.sendKey(key.keysym, key.code, true);
    for (const key of [...combination.keys].reverse()) this.#rfb?.sendKey(key.keysym, key.code, false);
  }

  /** Types one key after the other; resolves with the number typed when done, stopped or cut off. */
  type(strokes: readonly KeyStroke[], signal: AbortSignal, progress: (done: number) => void): Promise<number> {
    return new Promise((resolve) => {
      const step = (index: number) => {
        const stroke = strokes[index];
        const rfb = this.#rfb;
        progress(index);
        if (!stroke || !rfb || signal.aborted) return resolve(index);
        press(rfb, stroke);
        this.timers.after(strokePause, () => step(index + 1));
      };
      step(0);
    });
  }

  /** The picture as it is now, at the guest's own size. */
  picture(): Promise<Blob | undefined> {
    return new Promise((resolve) => {
      const rfb = this.#rfb;
      if (!rfb) return resolve(undefined);
      rfb.toBlob((blob) => resolve(blob ?? undefined), 'image/png');
    });
  }

  #settle(): void {
    const rfb = this.#rfb;
    if (!rfb) return;
    rfb.viewOnly = this.#viewOnly;
    rfb.scaleViewport = this.#scale !== 'original';
    rfb.resizeSession = this.#scale === 'resize';
  }
}

function press(rfb: RFB, stroke: KeyStroke): void {
  if (stroke.shift) rfb.sendKey(Keysym.shiftLeft, 'ShiftLeft', true);
  if (stroke.altGr) rfb.sendKey(Keysym.altGr, 'AltRight', true);
  rfb.sendKey(stroke.keysym, stroke.code);
  if (stroke.altGr) rfb.sendKey(Keysym.altGr, 'AltRight', false);
  if (stroke.shift) rfb.sendKey(Keysym.shiftLeft, 'ShiftLeft', false);
}

function reasonOf(event: Event): string {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  const reason: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'reason') : undefined;
  return typeof reason === 'string' ? reason : 'The screen refused the connection.';
}
