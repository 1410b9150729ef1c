import { readdir, readFile, readlink, realpath } from 'node:fs/promises';

/**
 * True while `pid` is the process that was started in `folder`. Process ids are used again, working folders of guests are not;
 * a zombie has none any more.
 */
export async function isProcessOf(pid: number, folder: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(folder));
  } catch {
    return false;
  }
}

/** Every process of this program that was started in `folder`, also one whose pid file was not written yet. */
export async function processesIn(folder: string, program: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid) && pid > 1);
  const found: number[] = [];
  for (const pid of pids) {
    if (!(await isProcessOf(pid, folder))) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (name.startsWith(program)) found.push(pid);
  }
  return found;
}
