import type { Upstream } from '../../src/demo/upstreams/upstream.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from '../../src/demo/upstreams/upstreams.js'
import type { StreamSource } from '../session.js'

/** The built-in faulty servers, by name. */
export const EXAMPLES: readonly (readonly [name: string, upstream: Upstream])[] = Object.entries(UPSTREAMS)

export const DEFAULT_EXAMPLE: string = DEFAULT_UPSTREAM

/** What stands for a break in what came in. */
const BREAKS = { 'losing the connection': 'the connection breaks', throwing: 'the route throws' } as const

/** What a built-in server sends; `undefined` where there is none of this name. */
export function exampleSource(name: string): StreamSource | undefined {
  const upstream = EXAMPLES.find(([known]) => known === name)?.[1]
  if (!upstream) return undefined
  const { title, fault, after, chunks, breaks } = upstream
  const encoder = new TextEncoder()
  return {
    name: title,
    note: `${fault}. After ${after}.`,
    pieces: chunks.map((chunk) => encoder.encode(chunk)),
    ...(breaks && { ending: { error: breaks.error, what: BREAKS[breaks.by] } }),
  }
}
