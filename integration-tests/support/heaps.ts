import type { CDPSession } from '@playwright/test';

interface Usage {
  usedSize: number;
}

/** Speaks to the workers of a page, which have heaps of their own. */
export class WorkerHeaps {
  private readonly workers = new Set<string>();
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private lastId = 0;

  private constructor(private readonly session: CDPSession) {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => targetInfo.type === 'worker' && this.workers.add(sessionId));
    session.on('Target.detachedFromTarget', ({ sessionId }) => this.workers.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
      if (id !== undefined) this.waiting.get(id)?.(result);
    });
  }

  /** To be called before the page is opened. */
  static async of(session: CDPSession): Promise<WorkerHeaps> {
    const heaps = new WorkerHeaps(session);
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    return heaps;
  }

  /** Heap of all workers after a collection, in megabytes. */
  async megabytes(): Promise<number> {
    let sum = 0;
    for (const worker of this.workers) {
      await this.ask(worker, 'HeapProfiler.collectGarbage');
      await this.ask(worker, 'HeapProfiler.collectGarbage');
      sum += ((await this.ask(worker, 'Runtime.getHeapUsage')) as Usage).usedSize;
    }
    return sum / 1e6;
  }

  private async ask(sessionId: string, method: string): Promise<unknown> {
    const id = ++this.lastId;
    const answer = new Promise((done) => this.waiting.set(id, done));
    await this.session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  }
}

/** Heap of the page itself after a collection, in megabytes. */
export async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
}
