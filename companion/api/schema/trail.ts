/** Where in an object a walk is, kept as a stack so that a path is only written out when something is said about it. */
export class Trail {
  private readonly steps: (string | number)[] = [];

  enter(step: string | number): void {
    this.steps.push(step);
  }

  leave(): void {
    this.steps.pop();
  }

  /** `spec.disks[0].name`, with `last` below it if given. */
  path(last?: string | number): string {
    let out = '';
    for (const step of last === undefined ? this.steps : [...this.steps, last]) {
      if (typeof step === 'number') out += `[${step}]`;
      else out += out === '' ? step : `.${step}`;
    }
    return out;
  }
}
