import { ServerResponse } from 'node:http'

/** The reply's own methods as they were before ours: Node's, or those of a middleware mounted before. */
export class Lower {
  /** Whether `write` is that of node:http, which calls back when the bytes have been sent. */
  readonly native: boolean
  /** Whether `end` is being called. */
  ending = false
  readonly #res: ServerResponse
  readonly #writeHead: ServerResponse['writeHead']
  readonly #write: ServerResponse['write']
  readonly #end: ServerResponse['end']
  readonly #destroy: ServerResponse['destroy']
  readonly #getHeader: ServerResponse['getHeader']

  /** Takes hold of the methods of `res` before they are patched. */
  constructor(res: ServerResponse) {
    this.#res = res
    this.#writeHead = res.writeHead
    this.#write = res.write
    this.#end = res.end
    this.#destroy = res.destroy
    this.#getHeader = res.getHeader
    this.native = res.write === ServerResponse.prototype.write
  }

  writeHead(...args: readonly unknown[]): ServerResponse {
    return Reflect.apply(this.#writeHead, this.#res, args)
  }

  write(...args: readonly unknown[]): boolean {
    return Reflect.apply(this.#write, this.#res, args)
  }

  end(...args: readonly unknown[]): ServerResponse {
    this.ending = true
    try {
      return Reflect.apply(this.#end, this.#res, args)
    } finally {
      this.ending = false
    }
  }

  destroy(...args: readonly unknown[]): ServerResponse {
    return Reflect.apply(this.#destroy, this.#res, args)
  }

  getHeader(name: string): unknown {
    return Reflect.apply(this.#getHeader, this.#res, [name])
  }
}
