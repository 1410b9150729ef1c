const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A short random ending for names. The bias of the last few letters does not matter for a name. */
export function randomSuffix(length = 5): string {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => letters[byte % letters.length]).join('');
}
