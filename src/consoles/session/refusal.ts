import type { ProbeAnswer } from './types';

export type Refusal =
  | { kind: 'in-use'; message: string }
  | { kind: 'final'; code: number; message: string }
  /** Worth another try; the message is empty when the server found nothing wrong. */
  | { kind: 'again'; message: string };

/** KubeVirt's guest agent of the node refuses a second VNC session with these words, wrapped in a 500. */
const inUse = /active vnc connection/i;
/** virt-api finds no fault with the request but for the missing upgrade. */
const onlyNotUpgraded = /upgrade/i;
const noDevice = /no (graphics devices|serial consoles) are present/i;

/** What a failed WebSocket handshake meant, from the answer to the same request over HTTP. */
export function readRefusal(answer: ProbeAnswer): Refusal {
  const { code, message } = answer;
  if (inUse.test(message)) return { kind: 'in-use', message };
  if (code === 401 || code === 403 || noDevice.test(message)) return { kind: 'final', code, message };
  if (code < 400 || (code === 400 && onlyNotUpgraded.test(message))) return { kind: 'again', message: '' };
  return { kind: 'again', message };
}
