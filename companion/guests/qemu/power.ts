import type { Clock } from '../../lib/clock';
import type { QemuGuest } from './guest';

/** Presses the power button and pulls the plug when the guest has not gone down within its grace. */
export async function powerDown(guest: QemuGuest, graceSeconds: number, clock: Clock): Promise<void> {
  if (!guest.isUp) return;
  const { qmp } = guest.running();
  // A paused guest cannot hear the button.
  if (guest.state === 'paused') await qmp.execute('cont');
  await qmp.execute('system_powerdown');
  const cancel = clock.after(graceSeconds * 1000, () => void guest.destroy());
  await guest.whenDown();
  cancel();
}
