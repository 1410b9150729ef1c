import { addressForWorker } from '../address';
import type { InventoryEngine } from './engine';
import type { InventoryDelta, InventoryRequest, InventoryScope, InventoryUpdate } from './protocol';

/** The page's end of one inventory, wherever its engine runs. */
export interface InventoryLink {
  /** Asks for the next delta: the last one is on the screen. */
  taken(): void;
  retry(): void;
  close(): void;
}

interface Receiver {
  scope: InventoryScope;
  receive(delta: InventoryDelta): void;
  local?: InventoryEngine;
}

let worker: Worker | undefined;
let broken = false;
let nextId = 1;
const receivers = new Map<number, Receiver>();

function send(request: InventoryRequest): void {
  worker?.postMessage(request);
}

/** A host that forbids workers still gets its list: the engines then run in the page. */
async function goLocal(): Promise<void> {
  broken = true;
  worker?.terminate();
  worker = undefined;
  const { InventoryEngine } = await import('./engine');
  for (const entry of receivers.values()) entry.local ??= new InventoryEngine(entry.scope, entry.receive);
}

function startWorker(): void {
  if (worker) return;
  if (broken) return void goLocal();
  try {
    worker = new Worker(new URL('./inventory.worker.ts', import.meta.url));
  } catch {
    return void goLocal();
  }
  worker.onerror = () => void goLocal();
  worker.onmessage = (message: MessageEvent<InventoryUpdate>) => receivers.get(message.data.id)?.receive(message.data);
}

/** Opens an inventory in the worker; `receive` gets one change at a time, the next after `taken`. */
export function openInventoryLink(scope: InventoryScope, receive: (delta: InventoryDelta) => void): InventoryLink {
  const id = nextId++;
  receivers.set(id, { receive, scope });
  startWorker();
  send({ type: 'open', id, scope, address: addressForWorker() });
  return {
    taken: () => {
      receivers.get(id)?.local?.taken();
      send({ type: 'taken', id });
    },
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
