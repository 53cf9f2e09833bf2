import { setTimeout as wait } from 'node:timers/promises'
import { openStreams } from './open-streams.js'

/** How much of the time is kept for clients to read the end of their streams, at most. */
const READING_MS = 500

/** Short enough that a shutdown does not wait for it to be noticed that all is done. */
const POLL_MS = 10

/**
 * Ends every open stream of this process within `ms`: what ends by itself may do so, the rest fails strictly shortly before
 * the time is up, and who has not read that by then is cut. Resolves as soon as no stream is open.
 *
 * @example
 * process.once('SIGTERM', async () => {
 *   server.close()
 *   await drain(5_000)
 * })
 */
export async function drain(ms: number): Promise<void> {
  const deadline = performance.now() + ms
  await closedBy(deadline - Math.min(READING_MS, ms / 4))
  for (const stream of openStreams) stream.stop('drain')
  await closedBy(Math.max(deadline, performance.now() + POLL_MS))
  for (const stream of openStreams) stream.outgoing.cut()
}

async function closedBy(time: number): Promise<void> {
  while (openStreams.size > 0 && performance.now() < time) await wait(POLL_MS)
}
