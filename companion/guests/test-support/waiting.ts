import type { Duplex } from 'node:stream';
import type { GuestDriver, GuestEvent, GuestInfo } from '../driver';

/** Resolves with the first event that `wanted` takes. Subscribe before the deed that causes it. */
export function nextEvent(driver: GuestDriver, wanted: (event: GuestEvent) => boolean): Promise<GuestEvent> {
  return new Promise((resolve) => {
    const stop = driver.subscribe((event) => {
      if (!wanted(event)) return;
      stop();
      resolve(event);
    });
  });
}

/** Resolves when the guest is as wanted, now or after a change. */
export function guestIs(driver: GuestDriver, uid: string, wanted: (info: GuestInfo) => boolean): Promise<GuestInfo> {
  const now = driver.info(uid);
  if (now && wanted(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const stop = driver.subscribe((event) => {
      if (event.type !== 'changed' || event.uid !== uid || !wanted(event.info)) return;
      stop();
      resolve(event.info);
    });
  });
}

/** Reads until `text` has been heard; resolves with everything heard. */
export function heard(stream: Duplex, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    const listen = (chunk: Buffer) => {
      all += chunk.toString('latin1');
      if (!all.includes(text)) return;
      stream.off('data', listen);
      resolve(all);
    };
    stream.on('data', listen);
    stream.once('close', () => reject(new Error(`the stream ended after ${JSON.stringify(all)}`)));
  });
}
