import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { waitsForTurn } from './live.js'

const WAITING: unique symbol = Symbol('strict-responses waiting')

/** A connection with pipelined requests. */
interface Connection extends Socket {
  [WAITING]?: Set<ServerResponse>
}

/**
 * Closes a reply that waits for its turn on a connection (pipelining) when that closes. Before version 24 Node tells only the
 * reply whose turn it is: the others would be open for ever. Any other reply is left alone.
 *
 * @example
 * createServer((req, res) => {
 *   closeWithConnection(res)
 *   res.on('close', () => upstream.destroy())
 * })
 */
export function closeWithConnection(res: ServerResponse): void {
  if (!waitsForTurn(res)) return
  // A reply that a test made without a connection has none to close.
  const connection: Connection | undefined = res.req.socket
  if (!connection) return
  if (connection.closed) return process.nextTick(close, res)
  const waiting = connection[WAITING] ?? watch(connection)
  waiting.add(res)
  res.once('socket', () => waiting.delete(res))
}

/** One listener for all that wait: Node warns of many. */
function watch(connection: Connection): Set<ServerResponse> {
  const waiting = new Set<ServerResponse>()
  connection[WAITING] = waiting
  connection.once('close', () => {
    // Those of now: one whose turn comes on a connection that has closed is told by nobody. Node tells them in the next
    // tick, if it does.
    const left = [...waiting]
    setImmediate(() => left.forEach(close))
  })
  return waiting
}

/** As Node closes a reply, and by its own mark, as a reply that goes on without its client looks open: neither does it twice. */
function close(res: ServerResponse): void {
  if (Reflect.get(res, '_closed') === true) return
  res.destroyed = true
  Reflect.set(res, '_closed', true)
  res.emit('close')
}
