import { setTimeout as wait } from 'node:timers/promises'
import type { StopCode } from '@strict-responses/node'

/** A request that is being answered. */
export interface OpenCall {
  stop(code: StopCode): void
  /** Closes the connection, whoever has not read. */
  cut(): void
}

/** How much of the time is kept for clients to read the end of their streams, at most. */
const READING_MS = 500

/** Short enough that a shutdown does not wait for it to be noticed that all is done. */
const POLL_MS = 10

/** The requests that one gateway is answering. */
export class OpenCalls {
  readonly #calls = new Set<OpenCall>()
  draining = false

  add(call: OpenCall): void {
    this.#calls.add(call)
  }

  /** False where it was over already. */
  delete(call: OpenCall): boolean {
    return this.#calls.delete(call)
  }

  /** Lets everything end within `ms`: by itself, then as failed, at last cut. New requests are refused from now on. */
  async drain(ms: number): Promise<void> {
    this.draining = true
    const deadline = performance.now() + ms
    await this.#emptyBy(deadline - Math.min(READING_MS, ms / 4))
    for (const call of this.#calls) call.stop('drain')
    await this.#emptyBy(Math.max(deadline, performance.now() + POLL_MS))
    for (const call of this.#calls) call.cut()
  }

  async #emptyBy(time: number): Promise<void> {
    while (this.#calls.size > 0 && performance.now() < time) await wait(POLL_MS)
  }
}
