import { errorMonitor } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

/** What takes a source: the reply that is made from it. */
export interface SourceTaker {
  readonly res: ServerResponse
  /** Whether no source is of use any more. */
  readonly unread: boolean
  /** The source died. */
  fail(error: unknown): unknown
}

/** What a reply is made from: what is piped into it. `pipe` never ends its destination when the source dies (vitejs/vite#20712). */
export class PipedSource {
  readonly #res: ServerResponse
  #source: Readable | undefined
  #stop: (() => void) | undefined
  #stopped = false

  constructor(taker: SourceTaker) {
    const { res } = taker
    this.#res = res
    res.on('pipe', (source: Readable) => {
      this.#source = source
      const current = (): boolean => this.#source === source
      // Never an 'error' listener: it would hide the crash that an unhandled stream error is. And only where nobody else
      // listens, or `pipeline` would learn of the end before the error, and its callback would lose the error.
      source.once(errorMonitor, (error: unknown) => {
        if (current() && source.listenerCount('error') === 0) taker.fail(error)
      })
      source.once('close', () => {
        if (current() && source.readableEnded === false)
          taker.fail(source.errored ?? new Error('The source closed early.'))
      })
      if (this.#stopped || taker.unread) this.stop()
    })
    // HTTP/2 says 'finish' of a client that has left, and `pipe` unpipes on it: that is no wish of the route's.
    let finished = false
    res.on('finish', () => {
      finished = true
    })
    res.on('unpipe', (source: Readable) => {
      if (this.#source === source && !source.destroyed && !finished) this.#source = undefined
    })
  }

  /** What the source died of, if it did: Fastify destroys the reply without saying so. */
  get errored(): Error | null | undefined {
    return this.#source?.errored
  }

  /** What else to stop: a source that is read rather than piped. */
  onStop(stop: () => void): void {
    this.#stop = stop
    if (this.#stopped) stop()
  }

  /** Stops the source. Without an error, which would crash a process that does not listen for it. */
  stop(): void {
    this.#stopped = true
    // A request that is echoed is left alone: to destroy it is to cut the connection that the reply leaves by.
    if (this.#source !== this.#res.req) this.#source?.destroy?.()
    this.#source = undefined
    this.#stop?.()
  }
}
