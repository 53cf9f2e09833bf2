import { openStreams } from './open-streams.js'

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
export function drain(ms: number): Promise<void> {
  return openStreams.drain(ms)
}
