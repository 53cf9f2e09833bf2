import type { ServerResponse } from 'node:http'
import type { Done } from '../http-types.js'

/**
 * Keeps it from a route that its client has left: the events `close` and (HTTP/2) `finish` are withheld, and the reply
 * looks open, until `release`.
 */
export class HeldClose {
  readonly #res: ServerResponse
  readonly #emit: ServerResponse['emit']
  #held = false
  #finished = false
  #looks: [name: string, own: PropertyDescriptor | undefined][] = []

  /** `holds` is asked when the client leaves: whether the route goes on. */
  constructor(res: ServerResponse, holds: () => boolean) {
    this.#res = res
    this.#emit = res.emit
    const emit = (event: string | symbol, ...args: unknown[]): boolean => {
      if (event === 'finish' || event === 'close') {
        if (this.#held || holds()) return true
        if (event === 'finish' && this.#finished) return true
      }
      return Reflect.apply(this.#emit, res, [event, ...args])
    }
    // The cast of this patch: Node declares emit for its own events.
    res.emit = emit as ServerResponse['emit']
  }

  /** The client has left. `behind` says whether the route should wait for `drain`. */
  hold(behind: () => boolean): void {
    this.#held = true
    this.#look('destroyed', { value: false, writable: true })
    this.#look('closed', { value: false, writable: true })
    this.#look('writableNeedDrain', { get: behind })
  }

  /** The route has ended its reply, of which `done` is told, or nothing is kept of it any more: it may know. */
  release(ended: boolean, done?: Done): void {
    if (!this.#held) return done?.()
    this.#held = false
    for (const [name, own] of this.#looks) {
      if (own) Object.defineProperty(this.#res, name, own)
      else Reflect.deleteProperty(this.#res, name)
    }
    // One that never had its turn has no connection to hand on to the next, as Node does when it hears of this.
    if (ended && this.#res.socket !== null) Reflect.apply(this.#emit, this.#res, ['finish'])
    done?.()
    this.#finished = ended
    Reflect.apply(this.#emit, this.#res, ['close'])
  }

  #look(name: string, as: PropertyDescriptor): void {
    if (!(name in this.#res)) return
    this.#looks.push([name, Object.getOwnPropertyDescriptor(this.#res, name)])
    Object.defineProperty(this.#res, name, { ...as, configurable: true })
  }
}
