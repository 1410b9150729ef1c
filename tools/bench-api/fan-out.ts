import { request } from 'node:http';
import type { ClientRequest } from 'node:http';
import { ask, quantile, rounded } from './requests';
import type { Api } from './requests';

interface FanOut {
  watchers: number;
  eventsPerSecond: number;
  seconds: number;
}

export interface FanOutResult {
  delivered: number;
  expected: number;
  /** From the moment a change is asked for to the moment a watcher has read its event. */
  p50Ms: number;
  p99Ms: number;
}

const MARK = Buffer.from('"touched":"');

/** Opens a watch; calls `arrived` with the number in each event's annotation. */
function openWatch({ base, token }: Api, path: string, arrived: (index: number) => void): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    let rest: Buffer = Buffer.alloc(0);
    const call = request(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        const end = chunk.lastIndexOf(10);
        const whole = end < 0 ? Buffer.alloc(0) : Buffer.concat([rest, chunk.subarray(0, end)]);
        for (let at = whole.indexOf(MARK); at >= 0; at = whole.indexOf(MARK, at + 1)) {
          arrived(Number.parseInt(whole.toString('latin1', at + MARK.length, at + MARK.length + 9), 10));
        }
        rest = end < 0 ? Buffer.concat([rest, chunk]) : chunk.subarray(end + 1);
      });
      resolve(call);
    });
    call.on('error', reject);
    call.end();
  });
}

/** Changes objects at an even pace while many watch all of them. */
export async function fanOut(api: Api, watchPath: string, objects: readonly string[], { watchers, eventsPerSecond, seconds }: FanOut): Promise<FanOutResult> {
  const sentAt: number[] = [];
  const lags: number[] = [];
  let finished: () => void = () => undefined;
  const expected = watchers * eventsPerSecond * seconds;
  const all = new Promise<void>((resolve) => (finished = resolve));
  const arrived = (index: number) => {
    const sent = sentAt[index];
    if (sent === undefined) return;
    lags.push(performance.now() - sent);
    if (lags.length >= expected) finished();
  };
  const { metadata } = JSON.parse((await ask(api, `${watchPath}?limit=1`)).bytes.toString()) as { metadata: { resourceVersion: string } };
  const watches = await Promise.all(Array.from({ length: watchers }, () => openWatch(api, `${watchPath}?watch=true&resourceVersion=${metadata.resourceVersion}`, arrived)));
  const begun = performance.now();
  const writes: Promise<unknown>[] = [];
  const total = eventsPerSecond * seconds;
  for (let index = 0; index < total; index += 1) {
    const due = begun + (index * 1000) / eventsPerSecond;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((again) => setTimeout(again, wait));
    sentAt[index] = performance.now();
    const body = JSON.stringify({ metadata: { annotations: { touched: String(index).padStart(9, '0') } } });
    writes.push(ask(api, objects[index % objects.length] ?? '', { method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' }, body }));
  }
  await Promise.all(writes);
  await Promise.race([all, new Promise((late) => setTimeout(late, 10_000))]);
  for (const watch of watches) watch.destroy();
  return { delivered: lags.length, expected, p50Ms: rounded(quantile(lags, 0.5)), p99Ms: rounded(quantile(lags, 0.99)) };
}

/** How many of `jobs` are answered in a second, with so many under way at once. */
export async function rate(jobs: readonly (() => Promise<unknown>)[], atOnce: number): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    for (let job = jobs[next++]; job; job = jobs[next++]) await job();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return Math.round(jobs.length / ((performance.now() - begun) / 1000));
}
