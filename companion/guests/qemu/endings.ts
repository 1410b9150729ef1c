/** How a guest ended, in the words of a VMI event. */
export interface Ending {
  state: 'stopped' | 'crashed';
  reason: string;
}

/** Reason of QEMU's SHUTDOWN event (QMP: ShutdownCause). */
export function endingOf(cause: unknown): Ending {
  switch (cause) {
    case 'guest-shutdown':
      return { state: 'stopped', reason: 'the guest shut down' };
    case 'guest-reset':
      return { state: 'stopped', reason: 'the guest rebooted and its reboot policy is to end' };
    case 'guest-panic':
      return { state: 'crashed', reason: 'the guest panicked' };
    case 'host-qmp-quit':
      return { state: 'stopped', reason: 'the guest was powered off' };
    case 'host-signal':
      return { state: 'crashed', reason: 'the QEMU process was ended by a signal' };
    default:
      return { state: 'crashed', reason: `QEMU ended: ${String(cause)}` };
  }
}

/** The process is gone and had said nothing. */
export const unexplained = (log: string): Ending => ({
  state: 'crashed',
  reason: log ? `the QEMU process ended unexpectedly: ${log}` : 'the QEMU process ended unexpectedly',
});
