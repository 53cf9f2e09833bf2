import { setTimeout as wait } from 'node:timers/promises'
import type { Response } from 'express'
import type { Upstream } from './upstreams/upstream.js'

/** Between two pieces: slow enough to be seen, quick enough that every route is done within a few seconds. */
const PAUSE_MS = 40

/** Plays an upstream on a route, as a careless server would. */
export async function play(upstream: Upstream, res: Response): Promise<void> {
  const left = new AbortController()
  res.once('close', () => left.abort())
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  try {
    for (const chunk of upstream.chunks) {
      res.write(chunk)
      await wait(PAUSE_MS, undefined, { signal: left.signal })
    }
  } catch {
    return
  }
  if (upstream.breaks?.by === 'throwing') throw upstream.breaks.error
  if (upstream.breaks) res.destroy(upstream.breaks.error)
  else res.end()
}
