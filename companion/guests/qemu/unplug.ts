import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import type { QemuGuest } from './guest';
import type { QmpClient } from './qmp';

const unplugTimeoutMs = 30_000;

/** The other half of a migration was built with the devices there were. */
export function refuseWhileMoving(guest: QemuGuest): void {
  if (guest.migration) throw new GuestError('Unsupported', 'devices cannot be attached or detached during a migration');
}

/** Resolves when the guest has let go of the device: with PCI it must agree. */
function deviceDeleted(qmp: QmpClient, id: string, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      stopListening();
    };
    const cancel = clock.after(unplugTimeoutMs, () => {
      stop();
      reject(new GuestError('Failed', 'the guest did not release the device'));
    });
    const stopListening = qmp.onEvent(({ event, data }) => {
      if (data.device !== id || (event !== 'DEVICE_DELETED' && event !== 'DEVICE_UNPLUG_GUEST_ERROR')) return;
      stop();
      if (event === 'DEVICE_DELETED') resolve();
      else reject(new GuestError('Failed', 'the guest refused to release the device'));
    });
  });
}

/** Takes a device out of the guest, which has to let go of it first. */
export async function unplug(qmp: QmpClient, id: string, clock: Clock): Promise<void> {
  const deleted = deviceDeleted(qmp, id, clock);
  // Heard below; a refusal of the command itself comes first.
  deleted.catch(() => undefined);
  await qmp.execute('device_del', { id });
  await deleted;
}
