import { onTabMessage, tellTabs } from './task-channel';

/**
 * A lock per task, held by its page while it runs: other tabs see by it whether that page still lives, and two tabs
 * cannot take over the same task. Without the Web Locks API (a page that is no secure context) the tabs are asked.
 */
const PREFIX = 'virtdeck-task-';

const manager = (): LockManager | undefined => globalThis.navigator?.locks;

/** Who has not answered by then is gone. */
const ANSWER_MS = 300;

async function askTabs(): Promise<ReadonlySet<string>> {
  const living = new Set<string>();
  const leave = onTabMessage((message) => message.verb === 'alive' && living.add(message.id));
  tellTabs({ verb: 'who' });
  await new Promise((done) => setTimeout(done, ANSWER_MS));
  leave();
  return living;
}

/** Ids of the tasks whose page lives. */
export async function livingTasks(): Promise<ReadonlySet<string>> {
  if (!manager()) return askTabs();
  const held = (await manager()?.query())?.held ?? [];
  // Those who wait for an end hold it for a moment, too: shared.
  return new Set(held.filter((lock) => lock.mode === 'exclusive').map((lock) => lock.name?.slice(PREFIX.length) ?? ''));
}

/** Holds the lock of a task until the answer is called. */
export function holdTask(id: string): () => void {
  let release = (): void => undefined;
  const until = new Promise<void>((done) => (release = done));
  void manager()?.request(PREFIX + id, () => until);
  return release;
}

/** As `holdTask`, but undefined when another page has the task. */
export function claimTask(id: string): Promise<(() => void) | undefined> {
  const locks = manager();
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((answer) => {
    void locks.request(PREFIX + id, { ifAvailable: true }, (lock) => {
      if (!lock) return answer(undefined);
      return new Promise<void>((release) => answer(release));
    });
  });
}

/** Calls back once, when the page that has the task lets go of it: the task has ended, or the page is gone. */
export function whenReleased(id: string, listener: () => void): void {
  void manager()?.request(PREFIX + id, { mode: 'shared' }, listener);
}
