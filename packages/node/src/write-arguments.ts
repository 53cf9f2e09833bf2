import type { Done } from './http-types.js'

/** What a call of `write` or `end` says, whichever of its optional arguments were given. */
export interface WriteArguments {
  readonly chunk: unknown
  readonly encoding: unknown
  readonly done: Done | undefined
}

const isDone = (value: unknown): value is Done => typeof value === 'function'

/** Reads `()`, `(done)`, `(chunk)`, `(chunk, done)`, `(chunk, encoding)` and `(chunk, encoding, done)`. */
export function readWrite(args: readonly unknown[]): WriteArguments {
  const [chunk, encoding, last] = args
  const done = isDone(chunk) ? chunk : isDone(encoding) ? encoding : isDone(last) ? last : undefined
  return { chunk: isDone(chunk) ? undefined : chunk, encoding: isDone(encoding) ? undefined : encoding, done }
}

/** Whether Node would write this chunk; the others are left to Node, which throws its own error for each. */
export function isWritable(chunk: unknown): chunk is string | Uint8Array {
  return typeof chunk === 'string' || chunk instanceof Uint8Array
}

/** Whether a string in the encoding that the route named is UTF-8: the default. */
export const isUtf8 = (encoding: unknown): boolean =>
  encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8'

/** The bytes of a chunk, in the encoding that the route named. */
export function bytesOf(chunk: string | Uint8Array, encoding: unknown): Uint8Array {
  if (typeof chunk !== 'string') return chunk
  if (encoding === undefined || encoding === null) return Buffer.from(chunk)
  if (Buffer.isEncoding(String(encoding))) return Reflect.apply(Buffer.from, Buffer, [chunk, encoding])
  throw Object.assign(new TypeError(`Unknown encoding: ${String(encoding)}`), { code: 'ERR_UNKNOWN_ENCODING' })
}
