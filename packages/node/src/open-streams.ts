import { setTimeout as wait } from 'node:timers/promises'
import type { StopCode } from './stop-reason.js'

/** How much of the time is kept for clients to read the end of their streams, at most. */
const READING_MS = 500

/** Short enough that a shutdown does not wait for it to be noticed that all is done. */
const POLL_MS = 10

/** Something that is being answered. Its list alone sets `before` and `after`. */
export interface Open {
  before?: Open | undefined
  after?: Open | undefined
  stop(code: StopCode): void
  /** Closes the connection, whoever has not read. */
  cut(): void
}

/**
 * What is open. Each is linked to the next: a `Set` makes itself anew after every few streams, and the one it was, old by
 * then, holds those that were open until V8 marks the whole heap. Ended streams would become old by it, all of them.
 *
 * @example
 * const open = new OpenStreams()
 * open.add(stream)
 * res.on('close', () => open.delete(stream))
 * process.once('SIGTERM', () => open.drain(5_000))
 */
export class OpenStreams {
  #first: Open | undefined
  size = 0

  add(stream: Open): void {
    const first = this.#first
    if (first) first.before = stream
    stream.after = first
    this.#first = stream
    this.size++
  }

  /** False where it was over already. */
  delete(stream: Open): boolean {
    const { before, after } = stream
    if (!before && this.#first !== stream) return false
    if (before) before.after = after
    else this.#first = after
    if (after) after.before = before
    stream.before = stream.after = undefined
    this.size--
    return true
  }

  /** Lets everything end within `ms`, and what `others` have: by itself, then as failed, at last cut. */
  async drain(ms: number, others?: OpenStreams): Promise<void> {
    const lists = others ? [this, others] : [this]
    const all = (): readonly Open[] => lists.flatMap((list) => list.all())
    const deadline = performance.now() + ms
    await emptyBy(lists, deadline - Math.min(READING_MS, ms / 4))
    for (const stream of all()) stream.stop('drain')
    await emptyBy(lists, Math.max(deadline, performance.now() + POLL_MS))
    for (const stream of all()) stream.cut()
  }

  /** Those of now: who is stopped may leave the list. */
  all(): readonly Open[] {
    const all: Open[] = []
    for (let stream = this.#first; stream; stream = stream.after) all.push(stream)
    return all
  }
}

async function emptyBy(lists: readonly OpenStreams[], time: number): Promise<void> {
  while (lists.some(({ size }) => size > 0) && performance.now() < time) await wait(POLL_MS)
}

/** The streams of this process whose replies have not closed. */
export const openStreams: OpenStreams = new OpenStreams()

/** The wrapped replies whose heads have yet to leave: each may become a stream. */
export const undecided: OpenStreams = new OpenStreams()
