import type { ServerResponse } from 'node:http'

/** What a call of `writeHead` says, whichever of Node's shapes it came in. */
export interface Head {
  readonly status: number
  readonly message: string | undefined
  readonly headers: readonly (readonly [name: string, value: unknown])[]
  /** Whether a name may stand there more than once, as in the array shapes. */
  readonly repeats: boolean
}

/** Reads `(s, h)`, `(s, message, h)`, `(s, undefined, h)`, `(s, null, h)` and `(s, h, undefined)`; `h` is an object, `[k, v, k, v]` or `[[k, v]]`. */
export function readHead(args: readonly unknown[]): Head {
  const [status, first, second] = args
  const headers = second ?? (typeof first === 'object' ? first : undefined)
  return {
    status: Number(status),
    message: typeof first === 'string' ? first : undefined,
    headers: entriesOf(headers),
    repeats: Array.isArray(headers),
  }
}

function entriesOf(headers: unknown): [string, unknown][] {
  if (typeof headers !== 'object' || headers === null) return []
  if (!Array.isArray(headers)) return Object.entries(headers)
  if (Array.isArray(headers[0])) return headers.map((pair: unknown[]) => [String(pair[0]), pair[1]])
  return Array.from({ length: headers.length / 2 }, (_, index) => [String(headers[2 * index]), headers[2 * index + 1]])
}

/** A header as the head has it: the arguments win over what was set before. */
export function headerOf(head: Head, name: string): unknown {
  return head.headers.findLast(([key]) => key.toLowerCase() === name)?.[1]
}

/**
 * Sets the headers of a head one by one. Nested arrays make `writeHead` itself throw where a header was set before,
 * and `(s, undefined, h)` loses its headers in middlewares built on on-headers (jshttp/on-headers#49).
 */
export function moveHeaders(head: Head, res: ServerResponse): void {
  const seen = new Set<string>()
  for (const [name, value] of head.headers) {
    const key = name.toLowerCase()
    const set = head.repeats && seen.has(key) ? res.appendHeader : res.setHeader
    Reflect.apply(set, res, [name, value])
    seen.add(key)
  }
}
