import type { Socket } from 'node:net'
import type { Interception } from '@strict-responses/node'

/**
 * Express answers an error in the middle of a reply with `req.socket.destroy()` (pillarjs/finalhandler), and the client
 * sees a cut stream. While a stream is active, the first such call lets it end strictly before the socket goes.
 */
export function guardSocket(reply: Interception): void {
  const { socket } = reply.res
  // A pipelined request has no socket until its turn.
  if (socket) guard(socket, reply)
}

function guard(socket: Socket, reply: Interception): void {
  const native = socket.destroy
  const own = Object.hasOwn(socket, 'destroy')
  function destroy(error?: Error): Socket {
    const close = (): Socket => Reflect.apply(native, socket, error ? [error] : [])
    // A socket that broke or has ended is destroyed by Node itself; a client that does not read would hold up the end.
    if (error || !socket.writable || socket.writableNeedDrain) {
      // Nor is there one any more of a stream that goes on without its client: Express says that its route broke.
      if (reply.detached) reply.fail(new Error('The application closed the connection.'))
      return close()
    }
    restore()
    if (!reply.fail(new Error('The application closed the connection.'), close)) return close()
    return socket
  }
  function restore(): void {
    if (socket.destroy !== destroy) return
    if (own) socket.destroy = native
    else Reflect.deleteProperty(socket, 'destroy')
  }
  socket.destroy = destroy
  reply.res.once('finish', restore)
  reply.res.once('close', restore)
}
