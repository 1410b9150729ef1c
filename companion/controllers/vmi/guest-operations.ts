/** Long work on guests (start, stop), one piece per guest at a time, that must not hold up a work queue. */
export interface GuestOperations {
  /** Begins the work unless that guest is busy; `done` is called when it has ended. */
  begin(uid: string, name: string, work: () => Promise<void>): void;
  busy(uid: string): boolean;
  /** The error of the last work of this name; asking clears it. */
  takeFailure(uid: string, name: string): Error | undefined;
}

export function createGuestOperations(done: (uid: string) => void): GuestOperations {
  const running = new Set<string>();
  const failures = new Map<string, Error>();
  return {
    begin(uid, name, work) {
      if (running.has(uid)) return;
      running.add(uid);
      void work()
        .then(() => void failures.delete(`${uid}/${name}`))
        .catch((error: unknown) => void failures.set(`${uid}/${name}`, error instanceof Error ? error : new Error(String(error))))
        .then(() => {
          running.delete(uid);
          done(uid);
        });
    },
    busy: (uid) => running.has(uid),
    takeFailure(uid, name) {
      const failure = failures.get(`${uid}/${name}`);
      failures.delete(`${uid}/${name}`);
      return failure;
    },
  };
}
