/** A deliberate fault in our own source. */
export interface Mutant {
  /** What is wrong with it. */
  readonly name: string
  /** File under `packages/core/src`. */
  readonly file: string
  /** Text that occurs exactly once in it. */
  readonly find: string
  readonly replace: string
  /** Tests to try first; the rest of the core's tests follow. */
  readonly tests: readonly string[]
}

const FIRST = ['test/conformance/seeds.test.ts', 'test/conformance/guarantees.test.ts']

/** A table of mutants of one folder. */
export const mutants =
  (folder: string, tests: readonly string[] = FIRST) =>
  (name: string, file: string, find: string, replace: string, more: readonly string[] = []): Mutant => ({
    name,
    file: `${folder}${file}`,
    find,
    replace,
    tests: [...more, ...tests],
  })
