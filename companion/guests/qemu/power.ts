import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import { objectAt } from '../json';
import type { QemuGuest } from './guest';

/** The agent does not answer a shutdown it obeys: only a refusal counts. */
async function askAgent(guest: QemuGuest, mode: 'powerdown' | 'reboot'): Promise<boolean> {
  if (!guest.agent.facts) return false;
  try {
    await guest.agent.execute('guest-shutdown', { mode });
    return true;
  } catch (error) {
    return error instanceof GuestError && error.reason === 'NoAgent';
  }
}

/** Presses the power button (the agent's, else ACPI's) and pulls the plug when the guest has not gone down within its grace. */
export async function powerDown(guest: QemuGuest, graceSeconds: number, clock: Clock): Promise<void> {
  if (!guest.isUp) return;
  const { qmp } = guest.running();
  const cancel = clock.after(graceSeconds * 1000, () => void guest.destroy());
  // An agent that hangs is as silent as one that obeys: half way the button is tried as well.
  const cancelButton = clock.after(graceSeconds * 500, () => void qmp.execute('system_powerdown').catch(() => undefined));
  guest.rebootOnShutdown = undefined;
  try {
    // A paused guest cannot hear the button.
    if (guest.isPaused) await qmp.execute('cont');
    const mayHaveObeyed = await askAgent(guest, 'powerdown');
    if (!mayHaveObeyed && guest.isUp) await qmp.execute('system_powerdown');
  } catch {
    // It may have gone down under our hands; if not, its grace ends it.
  }
  await guest.whenDown();
  cancel();
  cancelButton();
}

/**
 * Reboots through the agent; without one the power button is pressed and the power-off it leads to becomes a reset
 * (as libvirt does: QEMU is told to stand still instead of ending).
 */
export async function softReboot(guest: QemuGuest): Promise<void> {
  const { qmp } = guest.running();
  if (await askAgent(guest, 'reboot')) return;
  if (objectAt(guest.record.definition.instance.spec.domain.features, 'acpi').enabled === false) {
    throw new GuestError('Unsupported', 'VMI neither have the agent connected nor the ACPI feature enabled');
  }
  await qmp.execute('set-action', { shutdown: 'pause' });
  guest.rebootOnShutdown = async () => {
    await qmp.execute('system_reset');
    await qmp.execute('cont');
    guest.rebootOnShutdown = undefined;
    await qmp.execute('set-action', { shutdown: 'poweroff' });
  };
  await qmp.execute('system_powerdown');
}
