/** Growing pauses between attempts, with jitter so that many tabs do not come back at once. */
export class BackOff {
  private attempts = 0;

  constructor(
    private readonly firstMs = 500,
    private readonly maxMs = 30_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Attempts since the last success. */
  get failures(): number {
    return this.attempts;
  }

  next(): number {
    const pause = Math.min(this.maxMs, this.firstMs * 1.8 ** this.attempts);
    this.attempts += 1;
    return pause * (0.75 + this.random() * 0.5);
  }

  reset(): void {
    this.attempts = 0;
  }
}
