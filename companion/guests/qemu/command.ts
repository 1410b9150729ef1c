import { execFile } from 'node:child_process';

/** Runs a program without a shell; rejects with what it wrote on stderr. */
export function runProgram(program: string, args: string[], options: { cwd?: string; timeoutMs?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: options.cwd, timeout: options.timeoutMs ?? 60_000, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const reason = error.code === 'ENOENT' ? `${program} is not installed` : stderr.trim() || error.message;
      reject(new Error(`${program}: ${reason}`));
    });
  });
}
