import type { ServerResponse } from 'node:http'
import type { ServerReply } from './http-types.js'

/** Whether bytes written now can still reach the client. A pipelined request has no socket until its turn, and is not live. */
export function isLive(res: ServerResponse): boolean {
  const stream: unknown = Reflect.get(res, 'stream')
  if (isHttp2Stream(stream)) return !stream.destroyed && !stream.closed
  return res.socket !== null && !res.socket.destroyed && res.socket.writable
}

function isHttp2Stream(stream: unknown): stream is { destroyed: boolean; closed: boolean } {
  return typeof stream === 'object' && stream !== null && 'closed' in stream
}

/** Whether a reply has closed, or never has its turn: its `close` event comes no more. */
export function isClosed(res: ServerReply): boolean {
  const stream: unknown = Reflect.get(res, 'stream')
  if (isHttp2Stream(stream)) return stream.destroyed
  return res.closed || (waitsForTurn(res) && res.req.socket?.destroyed === true)
}

/** Whether others are answered first on its connection. */
export function waitsForTurn(res: ServerReply): boolean {
  return res.socket === null && !res.writableFinished
}
