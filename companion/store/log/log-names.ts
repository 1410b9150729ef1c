/** Names sort as their numbers do. Log n holds what came after log n-1; snapshot n shows the state at the end of log n. */
export const logName = (number: number) => `${String(number).padStart(8, '0')}.log`;
export const snapshotName = (number: number) => `${String(number).padStart(8, '0')}.snapshot`;
export const UNFINISHED = '.unfinished';

export interface FolderContent {
  /** The newest snapshot's number. */
  snapshot: number | undefined;
  /** Numbers of the logs after it, in order. */
  logs: number[];
  /** Names of what a crash left behind: unfinished files, and those a newer snapshot has replaced. */
  leftovers: string[];
}

/** What is what in the folder. */
export function contentOf(names: readonly string[]): FolderContent {
  const numbered = (end: string) =>
    names
      .filter((name) => /^\d{8}\./.test(name) && name.endsWith(end))
      .map((name) => Number(name.slice(0, 8)))
      .sort((left, right) => left - right);
  const snapshots = numbered('.snapshot');
  const snapshot = snapshots.pop();
  const all = numbered('.log');
  const isOld = (number: number) => snapshot !== undefined && number <= snapshot;
  return {
    snapshot,
    logs: all.filter((number) => !isOld(number)),
    leftovers: [...names.filter((name) => name.endsWith(UNFINISHED)), ...snapshots.map(snapshotName), ...all.filter(isOld).map(logName)],
  };
}
