import type { ServerResponse } from 'node:http'
import type { Transform } from 'node:stream'
import type { Done } from './http-types.js'

/** Where decoded bytes go. */
export interface Outlet {
  /** Returns whether the client keeps up. */
  feed(bytes: Uint8Array): boolean
  end(): void
  /** The encoded bytes were truncated or corrupt. */
  broken(error: Error): void
}

/** The road of a route that writes encoded bytes: route, decoder, outlet. Callbacks and backpressure become the decoder's. */
export class DecodedInlet {
  readonly #decoder: Transform
  readonly #res: ServerResponse

  constructor(decoder: Transform, res: ServerResponse, outlet: Outlet) {
    this.#decoder = decoder
    this.#res = res
    decoder.on('data', (bytes: Uint8Array) => {
      if (outlet.feed(bytes)) return
      decoder.pause()
      res.once('drain', () => decoder.resume())
    })
    decoder.on('drain', () => res.emit('drain'))
    decoder.on('end', () => outlet.end())
    decoder.on('error', (error) => outlet.broken(error))
  }

  write(bytes: Uint8Array, done: Done | undefined): boolean {
    if (this.#decoder.writableEnded) return true
    return this.#decoder.write(bytes, () => done?.())
  }

  end(bytes: Uint8Array | undefined, done: Done | undefined): void {
    if (done) this.#res.once('finish', done)
    if (bytes === undefined) this.#decoder.end()
    else this.#decoder.end(bytes)
  }

  stop(): void {
    this.#decoder.destroy()
  }
}
