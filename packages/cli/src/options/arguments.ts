/** The arguments of a command, after they have been found to be legal. */
export class Arguments {
  readonly positionals: readonly string[]
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(positionals: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.positionals = positionals
    this.#values = values
  }

  flag(name: string): boolean {
    return this.#values.has(name)
  }

  /** Of an option that is given twice, the last counts. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  integer(name: string): number | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : Number(text)
  }
}
