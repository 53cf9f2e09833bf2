import type { Upstream } from './upstream.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from './upstreams.js'

/** There is no such upstream. */
class UnknownUpstream extends Error {
  readonly status = 404
  /** The convention of http-errors: every framework shows the message. */
  readonly expose = true
}

/** The upstream that a route names; without a name the usual one. Throws an error with status 404. */
export function findUpstream(named: unknown): Upstream {
  const name = String(named ?? DEFAULT_UPSTREAM)
  const upstream = Object.hasOwn(UPSTREAMS, name) ? UPSTREAMS[name] : undefined
  if (upstream) return upstream
  throw new UnknownUpstream(`There is no upstream '${name}'; there are ${Object.keys(UPSTREAMS).join(', ')}.`)
}
