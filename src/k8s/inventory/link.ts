import { addressForWorker } from '../address';
import { InventoryEngine } from './engine';
import type { InventoryDelta, InventoryRequest, InventoryScope, InventoryUpdate } from './protocol';

/** The page's end of one inventory, wherever its engine runs. */
export interface InventoryLink {
  retry(): void;
  close(): void;
}

let worker: Worker | undefined;
let broken = false;
let nextId = 1;
const receivers = new Map<number, { receive: (delta: InventoryDelta) => void; scope: InventoryScope; local?: InventoryEngine }>();

function send(request: InventoryRequest): void {
  worker?.postMessage(request);
}

/** A host that forbids workers still gets its list: the engines then run in the page. */
function goLocal(): void {
  broken = true;
  worker?.terminate();
  worker = undefined;
  for (const entry of receivers.values()) entry.local ??= new InventoryEngine(entry.scope, entry.receive);
}

function startWorker(): void {
  if (worker || broken) return;
  try {
    worker = new Worker(new URL('./inventory.worker.ts', import.meta.url));
  } catch {
    goLocal();
    return;
  }
  worker.onerror = goLocal;
  worker.onmessage = (message: MessageEvent<InventoryUpdate>) => receivers.get(message.data.id)?.receive(message.data);
}

/** Opens an inventory in the worker; `receive` gets every change from now on. */
export function openInventoryLink(scope: InventoryScope, receive: (delta: InventoryDelta) => void): InventoryLink {
  const id = nextId++;
  startWorker();
  const local = worker ? undefined : new InventoryEngine(scope, receive);
  receivers.set(id, { receive, scope, ...(local && { local }) });
  send({ type: 'open', id, scope, address: addressForWorker() });
  return {
    retry: () => {
      receivers.get(id)?.local?.retry();
      send({ type: 'retry', id });
    },
    close: () => {
      receivers.get(id)?.local?.close();
      receivers.delete(id);
      send({ type: 'close', id });
    },
  };
}
