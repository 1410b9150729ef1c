import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything a guest may leave on the machine: processes that name the data folder, guests' folders, disks. */
export interface Traces {
  processes: string[];
  guests: string[];
  volumes: string[];
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function qemuProcesses(data: string): string[] {
  const pids = readdirSync('/proc').filter((each) => /^\d+$/.test(each));
  return pids.map(commandLine).filter((line) => /^\S*(qemu-system|swtpm)/.test(line) && line.includes(data));
}

/** Hidden files are the driver's own (which accelerator works). */
const entries = (folder: string) => (existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []);

export function tracesIn(data: string): Traces {
  return { processes: qemuProcesses(data), guests: entries(join(data, 'guests')), volumes: entries(join(data, 'volumes')) };
}
