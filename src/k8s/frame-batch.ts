/**
 * Calls `flush` once per animation frame at most, however often `request` is called. A hidden tab gets no frames,
 * and a worker may have none at all: a timer stands in.
 */
export class FrameBatch {
  private frame: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly flush: () => void) {}

  request(): void {
    if (this.timer !== undefined || this.frame !== undefined) return;
    const frames = typeof requestAnimationFrame === 'function';
    if (frames) this.frame = requestAnimationFrame(() => this.run());
    this.timer = setTimeout(() => this.run(), frames ? 250 : 16);
  }

  cancel(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.frame = undefined;
    this.timer = undefined;
  }

  private run(): void {
    this.cancel();
    this.flush();
  }
}
