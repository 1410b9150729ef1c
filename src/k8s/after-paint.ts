/** A hidden tab draws nothing: what waits for a frame waits no longer than this. */
const HIDDEN_MS = 250;

/** Calls `act` once, after the next frame has been drawn. */
export function afterPaint(act: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    act();
  };
  const timer = setTimeout(once, HIDDEN_MS);
  // A frame's callbacks run before it is drawn; a task queued by them runs after.
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => setTimeout(once));
  else setTimeout(once);
}
