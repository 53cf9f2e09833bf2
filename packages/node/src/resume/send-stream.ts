import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { intervalsOf, type NormalizerOptions, tell } from '@strict-responses/core'
import type { ServerReply } from '../http-types.js'
import { interceptionOf } from '../intercept.js'
import { withNoTransform } from '../no-transform.js'
import { closeWithConnection } from '../waiting-turn.js'

/** What is sent again, by whom it is read and what keeps the connection open meanwhile. */
export interface SentStream extends Pick<NormalizerOptions, 'heartbeat' | 'onError'> {
  readonly stream: (signal: AbortSignal) => AsyncIterable<Uint8Array>
}

/** Sends a strict stream as it is, past whatever would normalize it; resolves when the reply has closed. */
export async function sendStream(reply: ServerReply, { stream, heartbeat, onError }: SentStream): Promise<void> {
  // It is strict, and its numbers are its own: a normalizer that does not know where it begins would change them.
  interceptionOf(reply)?.pass()
  const res = reply as ServerResponse
  const left = new AbortController()
  res.once('close', () => left.abort())
  closeWithConnection(res)
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
  res.setHeader('Cache-Control', withNoTransform(res.getHeader('cache-control')))
  res.setHeader('X-Accel-Buffering', 'no')
  res.writeHead(200)
  res.flushHeaders()
  const { heartbeat: interval } = intervalsOf({ heartbeat })
  // Between whole frames a comment is always in place; numbered heartbeats are the writer's.
  const beat = interval > 0 ? setInterval(() => res.writableNeedDrain || res.write(COMMENT), interval) : undefined
  try {
    await pipeline(stream(left.signal), res)
  } catch (error) {
    if (!left.signal.aborted) tell({ onError }, 'onError', error)
  } finally {
    clearInterval(beat)
  }
}

const COMMENT = ': keepalive\n\n'
