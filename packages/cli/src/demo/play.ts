import type { Response } from 'express'
import { pieces } from './pieces.js'
import type { Upstream } from './upstreams/upstream.js'

/** Plays an upstream on a route, as a careless server would. */
export async function play(upstream: Upstream, res: Response): Promise<void> {
  const left = new AbortController()
  res.once('close', () => left.abort())
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  try {
    for await (const piece of pieces(upstream, left.signal)) res.write(piece)
    res.end()
  } catch (error) {
    if (left.signal.aborted) return
    if (upstream.breaks?.by === 'throwing') throw error
    res.destroy(upstream.breaks?.error)
  }
}
