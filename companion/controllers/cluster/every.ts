import type { Controller, ControllerContext } from '../context';

/** Does the work at once and then again and again; a failure is logged and the next turn comes as ever. */
export function every({ clock, logger }: Pick<ControllerContext, 'clock' | 'logger'>, name: string, ms: number, work: () => Promise<void>): Controller {
  let stopped = false;
  let cancel: () => void = () => undefined;
  let running = Promise.resolve();
  const turn = () => {
    running = work()
      .catch((error: unknown) => logger.warn('a periodic task failed', { task: name, error: String(error) }))
      .then(() => {
        if (!stopped) cancel = clock.after(ms, turn);
      });
  };
  turn();
  return {
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
