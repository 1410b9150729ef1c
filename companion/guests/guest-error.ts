/** Why a driver cannot do what was asked; the message is fit for an event of the VMI. */
export class GuestError extends Error {
  constructor(
    readonly reason: 'NotFound' | 'AlreadyExists' | 'NotRunning' | 'NoAgent' | 'Unsupported' | 'Aborted' | 'Failed',
    message: string,
  ) {
    super(message);
    this.name = 'GuestError';
  }
}

export const guestNotFound = (uid: string) => new GuestError('NotFound', `no guest with uid ${uid}`);

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
