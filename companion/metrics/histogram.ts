/** Upper bounds of KubeVirt's histograms of phase transitions, in seconds. */
const BOUNDS = [0.5, 1, 2, 5, 10, 20, 30, 40, 50, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600];

/** Counts observations in cumulative buckets. */
export class Histogram {
  private readonly counts = BOUNDS.map(() => 0);
  sum = 0;
  count = 0;

  observe(value: number): void {
    BOUNDS.forEach((bound, index) => {
      if (value <= bound) this.counts[index] = (this.counts[index] ?? 0) + 1;
    });
    this.sum += value;
    this.count += 1;
  }

  get buckets(): readonly [number, number][] {
    return BOUNDS.map((bound, index) => [bound, this.counts[index] ?? 0]);
  }
}
