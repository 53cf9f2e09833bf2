import { setTimeout as wait } from 'node:timers/promises'
import type { Upstream } from './upstreams/upstream.js'

/** Between two pieces: slow enough to be seen, quick enough that every route is done within a few seconds. */
const PAUSE_MS = 40

/** What an upstream writes, as it would come; throws where it breaks. */
export async function* pieces(upstream: Upstream, signal?: AbortSignal): AsyncGenerator<string> {
  for (const chunk of upstream.chunks) {
    yield chunk
    await wait(PAUSE_MS, undefined, { signal })
  }
  if (upstream.breaks) throw upstream.breaks.error
}
