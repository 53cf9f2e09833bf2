import type { Writable } from 'node:stream'

/** Writes one stream with backpressure, and knows when nobody reads it any more. */
export class Output {
  readonly #stream: Writable
  #failure: Error | undefined

  constructor(stream: Writable) {
    this.#stream = stream
    // The callback of a write tells as much; without a listener the error would end the process.
    stream.on('error', (error) => {
      this.#failure ??= error
    })
  }

  /** `false` when the reader has gone, as `head` does; throws when the write failed for another reason. */
  async write(chunk: Uint8Array | string): Promise<boolean> {
    if (chunk.length > 0 && !this.#failure) {
      const error = await new Promise<Error | null | undefined>((resolve) => this.#stream.write(chunk, resolve))
      if (error) this.#failure ??= error
    }
    if (this.#failure && !isGone(this.#failure)) throw this.#failure
    return this.#failure === undefined
  }
}

const GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ECONNRESET'])

function isGone(error: Error & { readonly code?: unknown }): boolean {
  return typeof error.code === 'string' && GONE.has(error.code)
}
