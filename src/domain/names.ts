import { systemClock } from './clock';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A short random ending for names. The bias of the last few letters does not matter for a name. */
export function randomSuffix(length = 5): string {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => letters[byte % letters.length]).join('');
}

/** An ending for names that says when and sorts by it: `20260131-235959`, in the browser's time zone. */
export function timeSuffix(now = systemClock.now()): string {
  const time = new Date(now);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${day}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}
