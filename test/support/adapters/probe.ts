import { loopTime } from '../loop-time.js'

/** What a route and its test tell each other. */
export class Probe {
  readonly notes: unknown[] = []
  /** Lets go of whoever waits for `released`. */
  readonly release: () => void
  readonly released: Promise<void>

  constructor() {
    const { promise, resolve } = withResolvers()
    this.released = promise
    this.release = resolve
  }

  readonly note = (note: unknown): void => {
    this.notes.push(note)
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** Waits until something is so, looking every few milliseconds; fails after `ms` of the event loop's time. */
export async function until(isSo: () => boolean, ms = 10_000): Promise<void> {
  const deadline = loopTime() + ms
  while (!isSo()) {
    if (loopTime() > deadline) throw new Error(`not within ${ms} ms: ${isSo}`)
    await wait(2)
  }
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
