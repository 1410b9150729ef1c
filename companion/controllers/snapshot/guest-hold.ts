import type { VirtualMachineInstance } from '../../../contracts/virt';
import { isTrue } from '../conditions';
import type { ControllerContext } from '../context';

/** Annotation of a snapshot's content: how the guest was held still, so that it can be let go after a crash too. */
export const HOLD = 'virtdeck.io/held';

/** How a running guest is to be held: a guest that is paused already stays so. */
export function wantedHold(vmi: VirtualMachineInstance): string {
  const agent = isTrue(vmi.status?.conditions, 'AgentConnected');
  return isTrue(vmi.status?.conditions, 'Paused') ? '' : agent ? 'frozen paused' : 'paused';
}

/** Freezes the file systems where an agent can, and pauses the guest: then its image on this machine is complete. */
export async function holdGuest({ driver, logger }: ControllerContext, vmi: VirtualMachineInstance, held: string): Promise<void> {
  const uid = vmi.metadata.uid ?? '';
  if (driver.info(uid)?.state !== 'running') return;
  if (held.includes('frozen')) {
    await driver.agent(uid, 'guest-fsfreeze-freeze').catch((error: unknown) => logger.warn('file systems not frozen', { uid, error: String(error) }));
  }
  await driver.pause(uid);
}

export async function releaseGuest({ driver, logger }: ControllerContext, uid: string, held: string): Promise<void> {
  if (held.includes('paused') && driver.info(uid)?.state === 'paused') await driver.resume(uid);
  if (!held.includes('frozen')) return;
  await driver.agent(uid, 'guest-fsfreeze-thaw').catch((error: unknown) => logger.warn('file systems not thawed', { uid, error: String(error) }));
}
