/** Something that can be let go of and fetched again. */
export interface Resident {
  /** Where it stands in the ring; -1 when it is not in. Kept by the ring. */
  slot: number;
  /** Somebody has looked at it since the hand last came by. */
  used: boolean;
  readonly size: number;
  evict(): void;
}

/**
 * Keeps residents within a budget of bytes. The hand goes round and lets go of what nobody has used since it last came by
 * (the clock algorithm): what is read all the time stays, what was read once goes.
 */
export class Residents {
  readonly #ring: Resident[] = [];
  #hand = 0;
  #bytes = 0;

  constructor(readonly budget: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  add(resident: Resident): void {
    if (resident.slot >= 0) return;
    resident.slot = this.#ring.length;
    this.#ring.push(resident);
    this.#bytes += resident.size;
    while (this.#bytes > this.budget && this.#ring.length > 1) this.#step(resident);
  }

  remove(resident: Resident): void {
    const last = this.#ring.pop();
    if (!last || resident.slot < 0) {
      if (last) this.#ring.push(last);
      return;
    }
    if (last !== resident) {
      this.#ring[resident.slot] = last;
      last.slot = resident.slot;
    }
    resident.slot = -1;
    this.#bytes -= resident.size;
  }

  #step(newest: Resident): void {
    const resident = this.#ring[this.#hand % this.#ring.length];
    if (!resident) return;
    if (resident === newest || resident.used) {
      resident.used = false;
      this.#hand = (this.#hand + 1) % this.#ring.length;
      return;
    }
    this.remove(resident);
    resident.evict();
  }
}
