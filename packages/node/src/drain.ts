import { openStreams, undecided } from './open-streams.js'

/**
 * Ends every open stream of this process within `ms`: what ends by itself may do so, the rest fails strictly shortly before
 * the time is up, and who has not read that by then is cut. Resolves as soon as no stream is open and no wrapped route has
 * yet to answer: a model may take long for its first word. A route that has not answered by then learns it by its `signal`,
 * and a stream that it begins after that fails at once.
 *
 * @example
 * process.once('SIGTERM', async () => {
 *   server.close()
 *   await drain(5_000)
 * })
 */
export function drain(ms: number): Promise<void> {
  return openStreams.drain(ms, undecided)
}
