/** The indexes by which the upstream means a part: one as a rule, for which a set would take ten times the room. */
export class PartKeys {
  #first: number | undefined
  #others: Set<number> | undefined

  get none(): boolean {
    return this.#first === undefined
  }

  has(key: number): boolean {
    return this.#first === key || (this.#others?.has(key) ?? false)
  }

  add(key: number): void {
    if (this.none) this.#first = key
    else if (!this.#others) this.#others = new Set([key])
    else this.#others.add(key)
  }
}
