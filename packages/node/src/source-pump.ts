import { type Source, tell, type ValueNormalizer } from '@strict-responses/core'
import type { Interception } from './interception.js'
import { readSource, type SourceReader } from './source-reader.js'
import type { StrictStream } from './strict-stream.js'

/** Reads a source into its strict stream, no faster than the client does. */
export class SourcePump {
  readonly #reply: Interception
  readonly #stream: StrictStream
  readonly #normalizer: ValueNormalizer
  /** Of the source alone: it is stopped for reasons that are none to the rest of the route. */
  readonly #controller = new AbortController()
  #reader: SourceReader | undefined
  #over = false
  #drained: (() => void) | undefined

  constructor(reply: Interception, stream: StrictStream, normalizer: ValueNormalizer) {
    this.#reply = reply
    this.#stream = stream
    this.#normalizer = normalizer
    const { res, source } = reply
    source.onStop(() => this.#stop())
    res.on('drain', () => this.#drained?.())
    res.once('close', () => {
      // A stream of ours decides itself whether it outlives its client; one that is foreign cannot.
      if (stream.phase === 'native') this.#stop()
      this.#drained?.()
    })
  }

  /** Never rejects: what the source throws fails the stream. */
  async run(source: Source): Promise<void> {
    const { res } = this.#reply
    const { signal } = this.#controller
    try {
      const opened = typeof source === 'function' ? await source({ signal }) : source
      this.#reader = readSource(opened)
      if (this.#over) return this.#stop()
      for (;;) {
        const { done, value } = await this.#reader.next()
        if (this.#over) return
        if (done) break
        await this.#send(value)
        if (this.#over) return
        if (this.#normalizer.state === 'done') {
          // The source has named the end itself, whatever else it would yield.
          this.#stop()
          break
        }
      }
      this.#over = true
      res.end()
    } catch (error) {
      this.#failed(error)
    }
  }

  #send(value: unknown): Promise<void> | undefined {
    if (this.#stream.leave(this.#normalizer.take(value))) return undefined
    return new Promise((resolve) => {
      this.#drained = resolve
    })
  }

  #stop(): void {
    this.#over = true
    const reader = this.#reader
    this.#reader = undefined
    // The end of a stream leaves before its signal is told why.
    process.nextTick(() => {
      const { signal } = this.#controller
      this.#controller.abort(this.#reply.signal.reason)
      reader?.stop(signal.reason).catch((error: unknown) => this.#report(error))
    })
  }

  #failed(error: unknown): void {
    if (this.#over) return this.#report(error)
    this.#over = true
    if (this.#stream.fail(error)) return
    this.#report(error)
    this.#reply.res.destroy()
  }

  #report(error: unknown): void {
    const { signal } = this.#controller
    if (!signal.aborted || !saysStopped(error, signal)) tell(this.#reply.options, 'onError', error)
  }
}

/** Whether an error says no more than that its source was told to stop; why has been reported already. */
function saysStopped(error: unknown, signal: AbortSignal): boolean {
  if (error === signal.reason) return true
  if (!(error instanceof Error)) return false
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')
}
