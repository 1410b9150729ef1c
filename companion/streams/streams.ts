import type { Duplex } from 'node:stream';
import type { GuestConsoles } from '../guests/driver';
import { ApiError } from '../lib/api-error';
import { createExclusiveStreams } from './exclusive';

/** The consoles of guests under KubeVirt's rules of who may look. */
export interface Streams {
  /**
   * There is one VNC session per guest. A newcomer closes the older one, unless it asks to preserve it: then it is
   * refused itself, with the words of KubeVirt's virt-handler.
   */
  openVnc(uid: string, options: { preserveSession: boolean }): Promise<Duplex>;
  /** There is one serial session per guest; a newcomer closes the older one. Nothing is replayed. */
  openSerial(uid: string): Promise<Duplex>;
  /** What the serial line has said lately, for late viewers and as the log of the console. */
  serialHistory(uid: string): Promise<Buffer>;
  /** PNG of the display. Uses no session; callers that come while one is being taken get the same picture. */
  screenshot(uid: string): Promise<Buffer>;
  /** Which sessions are open now. */
  sessions(uid: string): { vnc: boolean; serial: boolean };
  /** Ends every session. */
  close(): void;
}

const activeVnc = "Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.";

function activeSession(): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${activeVnc}`, { causes: [{ message: activeVnc }] });
}

export function createStreams(driver: GuestConsoles): Streams {
  const vnc = createExclusiveStreams();
  const serial = createExclusiveStreams();
  const pictures = new Map<string, Promise<Buffer>>();

  return {
    openVnc: async (uid, { preserveSession }) => {
      if (preserveSession && vnc.isOpen(uid)) throw activeSession();
      return vnc.takeOver(uid, () => driver.openVnc(uid));
    },
    openSerial: (uid) => serial.takeOver(uid, () => driver.openSerial(uid)),
    serialHistory: (uid) => driver.serialHistory(uid),
    screenshot: (uid) => {
      const underWay = pictures.get(uid);
      if (underWay) return underWay;
      const picture = driver.screenshot(uid).finally(() => pictures.delete(uid));
      pictures.set(uid, picture);
      return picture;
    },
    sessions: (uid) => ({ vnc: vnc.isOpen(uid), serial: serial.isOpen(uid) }),
    close: () => {
      vnc.closeAll();
      serial.closeAll();
    },
  };
}
