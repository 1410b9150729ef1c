import { setApiAddress } from '../address';
import { InventoryEngine } from './engine';
import type { InventoryRequest, InventoryUpdate } from './protocol';

/** The worker side: parsing and joining of big lists happens here, off the page's thread. */
const engines = new Map<number, InventoryEngine>();

self.onmessage = (message: MessageEvent<InventoryRequest>) => {
  const request = message.data;
  if (request.type === 'open') {
    setApiAddress(request.address);
    const post = (update: InventoryUpdate) => self.postMessage(update);
    engines.set(request.id, new InventoryEngine(request.scope, (delta) => post({ id: request.id, ...delta })));
  } else if (request.type !== 'close') {
    engines.get(request.id)?.[request.type]();
  } else {
    engines.get(request.id)?.close();
    engines.delete(request.id);
  }
};
