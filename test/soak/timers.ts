/** Counts the timers of this process that are set and have neither rung nor been cleared. */
export class Timers {
  readonly #live = new Set<NodeJS.Timeout>()

  constructor() {
    const { setTimeout: set, clearTimeout: clear } = globalThis
    const counted = (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout => {
      const timer = set(() => {
        this.#live.delete(timer)
        work(...args)
      }, ms)
      this.#live.add(timer)
      return timer
    }
    globalThis.setTimeout = Object.assign(counted, { __promisify__: set.__promisify__ }) as typeof set
    globalThis.clearTimeout = (timer) => {
      this.#live.delete(timer as NodeJS.Timeout)
      clear(timer)
    }
  }

  get live(): number {
    return this.#live.size
  }
}
