import { ServerResponse } from 'node:http'

/** The reply's own methods as they were before ours: Node's, or those of a middleware mounted before. */
export interface Lower {
  /** Whether `write` is that of node:http, which calls back when the bytes have been sent. */
  readonly native: boolean
  writeHead(...args: readonly unknown[]): ServerResponse
  write(...args: readonly unknown[]): boolean
  end(...args: readonly unknown[]): ServerResponse
  destroy(...args: readonly unknown[]): ServerResponse
  getHeader(name: string): unknown
}

/** Takes hold of the methods of `res` before they are patched. */
export function lowerOf(res: ServerResponse): Lower {
  const { writeHead, write, end, destroy, getHeader } = res
  return {
    native: write === ServerResponse.prototype.write,
    writeHead: (...args) => Reflect.apply(writeHead, res, args),
    write: (...args) => Reflect.apply(write, res, args),
    end: (...args) => Reflect.apply(end, res, args),
    destroy: (...args) => Reflect.apply(destroy, res, args),
    getHeader: (name) => Reflect.apply(getHeader, res, [name]),
  }
}
