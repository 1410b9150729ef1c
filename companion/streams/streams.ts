import type { Duplex } from 'node:stream';
import type { GuestConsoles, GuestPorts } from '../guests/driver';
import { ApiError } from '../lib/api-error';
import type { Clock } from '../lib/clock';
import { createExclusiveStreams } from './exclusive';
import { createUsageLog, type Use } from './usage';

/** The consoles of guests under KubeVirt's rules of who may look. */
export interface Streams {
  /**
   * There is one VNC session per guest. A newcomer closes the older one, unless it asks to preserve it: then it is
   * refused itself, with the words of KubeVirt's virt-handler.
   */
  openVnc(uid: string, options: { preserveSession: boolean }): Promise<Duplex>;
  /** There is one serial session per guest; a newcomer closes the older one. Nothing is replayed. */
  openSerial(uid: string): Promise<Duplex>;
  /** A connection to a TCP port of the guest; any number of them. Rejects when nothing listens there. */
  openPort(uid: string, port: number): Promise<Duplex>;
  /** What the serial line has said lately, for late viewers and as the log of the console. */
  serialHistory(uid: string): Promise<Buffer>;
  /** PNG of the display. Uses no session; callers that come while one is being taken get the same picture. */
  screenshot(uid: string): Promise<Buffer>;
  /** What people have open to a guest now; undefined for one that nobody ever connected to. */
  use(uid: string): Use | undefined;
  /** Ends every session. */
  close(): void;
}

const activeVnc = "Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.";

function activeSession(): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${activeVnc}`, { causes: [{ message: activeVnc }] });
}

export function createStreams(driver: GuestConsoles & GuestPorts, clock: Clock): Streams {
  const vnc = createExclusiveStreams();
  const serial = createExclusiveStreams();
  const usage = createUsageLog(clock);
  const pictures = new Map<string, Promise<Buffer>>();

  return {
    openVnc: async (uid, { preserveSession }) => {
      if (preserveSession && vnc.isOpen(uid)) throw activeSession();
      return usage.count(uid, 'vnc', await vnc.takeOver(uid, () => driver.openVnc(uid)));
    },
    openSerial: async (uid) => usage.count(uid, 'serial', await serial.takeOver(uid, () => driver.openSerial(uid))),
    openPort: async (uid, port) => usage.count(uid, 'portForward', await driver.openPort(uid, port)),
    serialHistory: (uid) => driver.serialHistory(uid),
    screenshot: (uid) => {
      const underWay = pictures.get(uid);
      if (underWay) return underWay;
      const picture = driver.screenshot(uid).finally(() => pictures.delete(uid));
      pictures.set(uid, picture);
      return picture;
    },
    use: usage.of,
    close: () => {
      vnc.closeAll();
      serial.closeAll();
    },
  };
}
