/** A source of chance that is a number and nothing else: the same number, the same choices, on every machine (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to 1, 1 excluded. */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** An integer from 0 to `below`, `below` excluded; 0 where there is no choice. */
  below(below: number): number {
    return Math.floor(this.unit() * below)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  chance(share: number): boolean {
    return this.unit() < share
  }

  /** A number from which something of its own can be drawn. */
  fork(): number {
    return this.below(0x1_0000_0000)
  }
}

/** The number of one case of a run: neighbours share nothing. */
export const caseNumber = (seed: number, index: number): number =>
  Math.imul(Math.imul(seed, 0x9e3779b1) ^ index, 0x85ebca6b) >>> 0
