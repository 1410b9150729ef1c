import type { Clock } from '../../lib/clock';
import { timestamp } from '../../lib/clock';
import type { GuestConsoles, GuestEvent } from '../driver';
import { SimulatedVnc, type ScreenSource } from './rfb';
import { drawText, toPng } from './screen';
import { SimulatedShell } from './shell';
import type { SimulatedGuest } from './simulated-guest';
import type { TimerWheel } from './timer-wheel';

export interface ConsoleContext {
  upGuest(uid: string): SimulatedGuest;
  anyGuest(uid: string): SimulatedGuest;
  clock: Clock;
  wheel: TimerWheel;
  onChange(listener: (event: GuestEvent) => void): () => void;
}

const tickMs = 1_000;
const typedLimit = 64;

function screenLines(guest: SimulatedGuest, clock: Clock, typed: string): string[] {
  const { prettyName, kernelRelease, machine } = guest.system;
  if (guest.situation.state === 'starting') return ['Booting ...'];
  return [
    prettyName,
    `Kernel ${kernelRelease} on an ${machine} (tty1)`,
    '',
    `${guest.namespace}/${guest.name} on ${guest.node}: a simulated guest`,
    `State: ${guest.situation.state}`,
    `Time:  ${timestamp(clock)}`,
    '',
    `${guest.hostname} login: ${typed}_`,
  ];
}

/** A screen whose clock runs while somebody looks, and which shows what is typed. */
function screenOf(guest: SimulatedGuest, { clock, wheel, onChange }: ConsoleContext): ScreenSource {
  let typed = '';
  let changed: () => void = () => undefined;
  return {
    title: `${guest.namespace}/${guest.name}`,
    lines: () => screenLines(guest, clock, typed),
    key: (keysym) => {
      const isPrintable = keysym >= 0x20 && keysym <= 0x7e;
      if (isPrintable) typed = (typed + String.fromCharCode(keysym)).slice(-typedLimit);
      else if (keysym === 0xff08) typed = typed.slice(0, -1);
      else if (keysym === 0xff0d) typed = '';
      changed();
    },
    onChange: (listener) => {
      changed = listener;
      let cancel = () => undefined as void;
      const tick = () => {
        listener();
        cancel = wheel.after(tickMs, tick);
      };
      cancel = wheel.after(tickMs, tick);
      const stopListening = onChange((event) => {
        if (event.uid === guest.uid) listener();
      });
      return () => {
        cancel();
        stopListening();
      };
    },
  };
}

export function simulatedConsoles(context: ConsoleContext): GuestConsoles {
  const { upGuest, anyGuest, clock } = context;
  const endWithGuest = <T extends SimulatedShell | SimulatedVnc>(uid: string, stream: T): T => {
    const stop = context.onChange((event) => {
      if (event.uid !== uid || event.type !== 'changed') return;
      if (event.info.state === 'stopped' || event.info.state === 'crashed') stream.destroy();
    });
    stream.once('close', stop);
    return stream;
  };
  return {
    openVnc: async (uid) => endWithGuest(uid, new SimulatedVnc(screenOf(upGuest(uid), context))),
    openSerial: async (uid) => {
      const guest = upGuest(uid);
      const shell = new SimulatedShell({
        hostname: guest.hostname,
        system: guest.system,
        uptime: () => (clock.now() - guest.bootedAt) / 1000,
        addresses: () => guest.interfaces.flatMap((card) => card.ips),
      });
      return endWithGuest(uid, shell);
    },
    serialHistory: async (uid) => Buffer.from(screenLines(anyGuest(uid), clock, '').slice(0, 3).join('\r\n')),
    screenshot: async (uid) => toPng(drawText(screenLines(upGuest(uid), clock, ''))),
  };
}
