import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { freePort } from '../../integration-tests/support/free-port';
import type { Api } from './requests';
import { send } from './requests';

/** The built companion in a process of its own, looked at from outside. */
export interface Measured {
  api: Api;
  /** From its start to the first answer of `/readyz`. */
  readyMs: number;
  residentMegabytes(): number;
  /** Of all its threads since it began. */
  cpuMs(): number;
  /** Resident and in the heap right after a full collection. */
  afterCollection(): Promise<{ residentMegabytes: number; heapMegabytes: number }>;
  stop(signal: NodeJS.Signals): Promise<void>;
}

const TICK_MS = 10;

export async function startMeasured(data: string, count: number): Promise<Measured> {
  const [port, apiPort, inspector] = [await freePort(), await freePort(), await freePort()];
  const args = ['build/companion/main.mjs', '--simulate', String(count), '--port', String(port), '--api-port', String(apiPort), '--data', data];
  const begun = performance.now();
  const child = spawn(process.execPath, [`--inspect=127.0.0.1:${inspector}`, '--enable-source-maps', ...args], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}/api/kubernetes`;
  await answers(child, `${base}/readyz`);
  const readyMs = Math.round(performance.now() - begun);
  const residentMegabytes = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1000);
  return {
    api: { base, token: readFileSync(join(data, 'tokens.csv'), 'utf8').split(',')[0] ?? '' },
    readyMs,
    residentMegabytes,
    cpuMs: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    afterCollection: async () => {
      const heapMegabytes = await collect(inspector);
      return { residentMegabytes: residentMegabytes(), heapMegabytes };
    },
    stop: (signal) => {
      const ended = new Promise<void>((done) => child.once('close', () => done()));
      child.kill(signal);
      return ended;
    },
  };
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  while (!(await send(url).then(({ status }) => status === 200, () => false))) {
    if (child.exitCode !== null) throw new Error(`the companion ended with ${child.exitCode}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}

/** Asks the inspector for a full collection; gives the megabytes of the heap in use. */
async function collect(inspector: number): Promise<number> {
  const targets: unknown = JSON.parse((await send(`http://127.0.0.1:${inspector}/json`)).bytes.toString());
  const [target] = targets as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '', { perMessageDeflate: false });
  await new Promise((open) => socket.once('open', open));
  let id = 0;
  const call = (method: string): Promise<{ usedSize?: number }> => {
    id += 1;
    const mine = id;
    socket.send(JSON.stringify({ id: mine, method }));
    return new Promise((resolve) => {
      const listen = (data: WebSocket.RawData) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: { usedSize?: number } };
        if (answer.id !== mine) return;
        socket.off('message', listen);
        resolve(answer.result ?? {});
      };
      socket.on('message', listen);
    });
  };
  await call('HeapProfiler.enable');
  await call('HeapProfiler.collectGarbage');
  await call('HeapProfiler.collectGarbage');
  const { usedSize = 0 } = await call('Runtime.getHeapUsage');
  socket.close();
  return Math.round(usedSize / 1e6);
}
